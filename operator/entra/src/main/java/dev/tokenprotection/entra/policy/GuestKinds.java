package dev.tokenprotection.entra.policy;

import com.microsoft.graph.models.ConditionalAccessAllExternalTenants;
import com.microsoft.graph.models.ConditionalAccessExternalTenantsMembershipKind;
import com.microsoft.graph.models.ConditionalAccessGuestOrExternalUserTypes;
import com.microsoft.graph.models.ConditionalAccessGuestsOrExternalUsers;
import dev.tokenprotection.entra.call.Answer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All kinds of guests and external users of all tenants. Source: Microsoft Graph v1.0 reference,
 * "conditionalAccessGuestsOrExternalUsers resource type".
 */
final class GuestKinds {
  private static final EnumSet<ConditionalAccessGuestOrExternalUserTypes> ALL =
      EnumSet.of(
          ConditionalAccessGuestOrExternalUserTypes.InternalGuest,
          ConditionalAccessGuestOrExternalUserTypes.B2bCollaborationGuest,
          ConditionalAccessGuestOrExternalUserTypes.B2bCollaborationMember,
          ConditionalAccessGuestOrExternalUserTypes.B2bDirectConnectUser,
          ConditionalAccessGuestOrExternalUserTypes.OtherExternalUser,
          ConditionalAccessGuestOrExternalUserTypes.ServiceProvider);

  private GuestKinds() {}

  /** The condition that names all of them. */
  static ConditionalAccessGuestsOrExternalUsers condition() {
    ConditionalAccessAllExternalTenants tenants = new ConditionalAccessAllExternalTenants();
    tenants.setMembershipKind(ConditionalAccessExternalTenantsMembershipKind.All);
    ConditionalAccessGuestsOrExternalUsers guests = new ConditionalAccessGuestsOrExternalUsers();
    guests.setGuestOrExternalUserTypes(EnumSet.copyOf(ALL));
    guests.setExternalTenants(tenants);
    return guests;
  }

  /** Whether {@code condition} names all of them: kinds that we do not know may be there too. */
  static boolean areAll(Answer condition) {
    Set<String> named =
        Arrays.stream(condition.optionalText("guestOrExternalUserTypes").orElse("").split(","))
            .map(kind -> kind.strip().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    boolean ofAllTenants =
        condition
            .optionalObject("externalTenants")
            .flatMap(tenants -> tenants.optionalText("membershipKind"))
            .map("all"::equalsIgnoreCase)
            .orElse(true);
    return ofAllTenants
        && ALL.stream().allMatch(k -> named.contains(k.getValue().toLowerCase(Locale.ROOT)));
  }
}
