package dev.tokenprotection.simulator;

import dev.tokenprotection.simulator.tenant.AppRegistration;
import dev.tokenprotection.simulator.tenant.ClientSecret;
import dev.tokenprotection.simulator.tenant.Group;
import dev.tokenprotection.simulator.tenant.Licences;
import dev.tokenprotection.simulator.tenant.ServicePrincipal;
import dev.tokenprotection.simulator.tenant.Tenant;
import dev.tokenprotection.simulator.tenant.TenantContent;
import dev.tokenprotection.simulator.tenant.User;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The least that a token protection rollout needs: a licence, the resources, an app with all
 * permissions, two break-glass users and a pilot group. Nobody signs in.
 */
public final class SmallTenant implements TenantContent {
  /** The app's client id. */
  public static final String CLIENT_ID = "c0000000-0000-0000-0000-000000000001";

  /** The app's secret; good for half a year. */
  public static final String CLIENT_SECRET = "s3cret~of-the-simulated-app";

  /** Object id of the app's service principal. */
  public static final String SERVICE_PRINCIPAL = "e0000000-0000-0000-0000-000000000001";

  /** The group {@code Break-Glass} with both break-glass users. */
  public static final String BREAK_GLASS_GROUP = "b0000000-0000-0000-0000-000000000000";

  public static final String BREAK_GLASS_1 = "b0000000-0000-0000-0000-000000000001";
  public static final String BREAK_GLASS_2 = "b0000000-0000-0000-0000-000000000002";

  /** The group {@code TokenProtection-Pilot} with Ada and Bob. */
  public static final String PILOT_GROUP = "a0000000-0000-0000-0000-000000000000";

  public static final String ADA = "a0000000-0000-0000-0000-000000000001";
  public static final String BOB = "a0000000-0000-0000-0000-000000000002";

  /** In no group. */
  public static final String CLEO = "a0000000-0000-0000-0000-000000000003";

  /** All app permissions that a rollout can make use of. */
  public static final Set<String> ALL_ROLES =
      Set.of(
          "Policy.Read.All",
          "Policy.Read.ConditionalAccess",
          "Policy.ReadWrite.ConditionalAccess",
          "Application.Read.All",
          "Group.ReadWrite.All",
          "GroupMember.ReadWrite.All",
          "User.Read.All",
          "Device.Read.All",
          "AuditLog.Read.All",
          "Organization.Read.All");

  /** The resources that token protection supports, by appId. */
  public static final Map<String, String> RESOURCES =
      Map.of(
          "00000002-0000-0ff1-ce00-000000000000", "Office 365 Exchange Online",
          "00000003-0000-0ff1-ce00-000000000000", "Office 365 SharePoint Online",
          "cc15fd57-2c6c-4117-a88c-83b1d56b4bbe", "Microsoft Teams Services",
          "9cdead84-a844-4324-93f2-b2e6bb768d07", "Azure Virtual Desktop",
          "0af06dc6-e4b5-4f28-818e-e78e62d137a5", "Windows 365",
          "270efc09-cd0d-444b-a71f-39af4910ec45", "Windows Cloud Login");

  @Override
  public void fill(Tenant tenant) {
    tenant.subscribedSkus(List.of(Licences.entraIdP1(100)));
    RESOURCES.forEach(
        (appId, name) ->
            tenant.directory().put(new ServicePrincipal("e1" + appId.substring(2), appId, name)));
    tenant
        .directory()
        .put(new ServicePrincipal(SERVICE_PRINCIPAL, CLIENT_ID, "token-protection-operator"));
    tenant
        .apps()
        .put(
            AppRegistration.named(CLIENT_ID, "token-protection-operator", SERVICE_PRINCIPAL)
                .withSecrets(
                    List.of(
                        new ClientSecret(CLIENT_SECRET, tenant.now().plus(Duration.ofDays(180)))))
                .withRoles(ALL_ROLES));
    users(tenant);
    tenant.directory().seed(Group.security(BREAK_GLASS_GROUP, "Break-Glass"));
    tenant.memberships().seed(BREAK_GLASS_GROUP, BREAK_GLASS_1);
    tenant.memberships().seed(BREAK_GLASS_GROUP, BREAK_GLASS_2);
    tenant.directory().seed(Group.security(PILOT_GROUP, "TokenProtection-Pilot"));
    tenant.memberships().seed(PILOT_GROUP, ADA);
    tenant.memberships().seed(PILOT_GROUP, BOB);
  }

  private static void users(Tenant tenant) {
    tenant.directory().put(User.member(ADA, "ada@contoso.com", "Ada"));
    tenant.directory().put(User.member(BOB, "bob@contoso.com", "Bob"));
    tenant.directory().put(User.member(CLEO, "cleo@contoso.com", "Cleo"));
    tenant
        .directory()
        .put(User.member(BREAK_GLASS_1, "breakglass1@contoso.onmicrosoft.com", "Break Glass 1"));
    tenant
        .directory()
        .put(User.member(BREAK_GLASS_2, "breakglass2@contoso.onmicrosoft.com", "Break Glass 2"));
  }
}
