package dev.tokenprotection.core.evidence;

import dev.tokenprotection.core.model.Application;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One row of the Entra sign-in log, reduced to what the classification needs. Source: Microsoft
 * Graph beta, "signIn resource type". Any source of rows may build one; none keeps it for long.
 *
 * @param id the row's id; the same row read twice has the same id
 * @param createdDateTime when the request was made
 * @param user who signed in
 * @param correlation what ties the requests of one sign-in together
 * @param channel whether a person was asked or a client renewed a token on its own
 * @param client the client application that asked for a token
 * @param resourceId the appId of the first resource; empty when the log names none
 * @param audiences the appIds that Conditional Access judged (conditionalAccessAudiences); empty
 *     when the log has none
 * @param policies the entries of appliedConditionalAccessPolicies. Entries whose result says that
 *     the policy did not apply change nothing and may be left out
 * @param details tokenProtectionStatusDetails
 * @param errorCode status.errorCode; 0 means that a token was issued
 * @param issuer which authentication service answered
 * @param operatingSystem deviceDetail.operatingSystem as the log writes it; empty when unknown
 */
public record SignInRow(
    String id,
    Instant createdDateTime,
    SignInUser user,
    Correlation correlation,
    SignInChannel channel,
    ClientApplication client,
    String resourceId,
    List<String> audiences,
    AppliedPolicies policies,
    BindingDetails details,
    int errorCode,
    TokenIssuer issuer,
    String operatingSystem) {

  public SignInRow {
    if (id.isBlank()) {
      throw new IllegalArgumentException("a sign-in row must have an id");
    }
    audiences = List.copyOf(audiences);
  }

  /**
   * Those of {@code applications} that this request was for: the judged audiences, or the first
   * resource when the log has no audiences. Teams is bound early to Exchange and SharePoint, so one
   * request may be for several.
   */
  Set<Application> applicationsAmong(Set<Application> applications) {
    List<String> appIds = audiences.isEmpty() ? List.of(resourceId) : audiences;
    EnumSet<Application> found = EnumSet.noneOf(Application.class);
    appIds.stream()
        .map(Application::ofAppId)
        .flatMap(Optional::stream)
        .filter(applications::contains)
        .forEach(found::add);
    return found;
  }
}
