package dev.tokenprotection.entra.directory;

import com.microsoft.graph.serviceclient.GraphServiceClient;
import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.core.port.Problem.Cause;
import dev.tokenprotection.core.port.SupposedSignIn;
import dev.tokenprotection.core.port.TenantFactsPort;
import dev.tokenprotection.entra.call.Answer;
import dev.tokenprotection.entra.call.GraphCalls;
import dev.tokenprotection.entra.call.Operation;
import dev.tokenprotection.entra.call.Permissions;
import dev.tokenprotection.entra.credential.TokenSource;
import dev.tokenprotection.entra.policy.GraphWhatIf;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What must be true of a tenant, through Microsoft Graph. */
public final class GraphTenantFacts implements TenantFactsPort {
  /**
   * {@code AAD_PREMIUM} and {@code AAD_PREMIUM_P2}. Source: Microsoft Entra, "Product names and
   * service plan identifiers for licensing".
   */
  private static final Set<String> PREMIUM =
      Set.of("41781fb2-bc02-4b7c-bd55-b576c07bb09d", "eec0eb4f-6444-4f95-aba0-50c24d67f998");

  private final GraphServiceClient sdk;
  private final GraphCalls calls;
  private final TokenSource tokens;
  private final GraphWhatIf whatIf;

  public GraphTenantFacts(
      GraphServiceClient sdk, GraphCalls calls, TokenSource tokens, GraphWhatIf whatIf) {
    this.sdk = sdk;
    this.calls = calls;
    this.tokens = tokens;
    this.whatIf = whatIf;
  }

  /** {@inheritDoc} The token is at most a minute old, so that what was just granted counts. */
  @Override
  public Outcome<Set<String>> grantedPermissions() {
    return tokens
        .young()
        .flatMap(
            token ->
                token
                    .roles()
                    .<Outcome<Set<String>>>map(Outcome.Ok::new)
                    .orElseGet(GraphTenantFacts::unreadableToken));
  }

  private static Outcome<Set<String>> unreadableToken() {
    return new Outcome.Retryable<>(
        Problem.withoutEffect(
            Cause.UNREADABLE_ANSWER,
            "read the granted permissions",
            "an access token that can't be read",
            "It is tried again by itself."));
  }

  @Override
  public Outcome<SecurityDefaults> securityDefaults() {
    return calls.read(
        Operation.onDirectory("read the security defaults", Permissions.READ_SECURITY_DEFAULTS),
        () -> sdk.policies().identitySecurityDefaultsEnforcementPolicy().toGetRequestInformation(),
        answer ->
            answer.optionalBoolean("isEnabled").orElse(false)
                ? SecurityDefaults.ENABLED
                : SecurityDefaults.DISABLED);
  }

  @Override
  public Outcome<Licence> licence() {
    return calls
        .readAll(
            Operation.onDirectory("read the licences", Permissions.READ_LICENCES),
            () -> sdk.subscribedSkus().toGetRequestInformation(),
            GraphTenantFacts::premiumUnits)
        .map(units -> new Licence(units.stream().mapToInt(Integer::intValue).sum()));
  }

  /** The units of a subscription that works and holds a plan that is ready. */
  private static int premiumUnits(Answer sku) {
    String capability = sku.optionalText("capabilityStatus").orElse("");
    boolean works =
        "Enabled".equalsIgnoreCase(capability) || "Warning".equalsIgnoreCase(capability);
    boolean premium = sku.objects("servicePlans").stream().anyMatch(GraphTenantFacts::isPremium);
    return works && premium
        ? sku.optionalObject("prepaidUnits").map(units -> units.number("enabled")).orElse(0)
            + sku.optionalObject("prepaidUnits").map(units -> units.number("warning")).orElse(0)
        : 0;
  }

  private static boolean isPremium(Answer plan) {
    return PREMIUM.contains(plan.optionalText("servicePlanId").orElse("").toLowerCase(Locale.ROOT))
        && "Success".equalsIgnoreCase(plan.optionalText("provisioningStatus").orElse(""));
  }

  @Override
  public Outcome<Set<PolicyId>> policiesThatApply(SupposedSignIn signIn) {
    return whatIf.policiesThatApply(signIn);
  }

  @Override
  public Outcome<Set<Application>> missingServicePrincipals(Set<Application> applications) {
    Set<Application> missing = EnumSet.noneOf(Application.class);
    for (Application application : applications) {
      Outcome<Optional<Application>> outcome = missing(application);
      if (!(outcome instanceof Outcome.Ok<Optional<Application>>(Optional<Application> found))) {
        return outcome.map(unreachable -> Set.of());
      }
      found.ifPresent(missing::add);
    }
    return new Outcome.Ok<>(missing);
  }

  /** The application, if it has no service principal. */
  private Outcome<Optional<Application>> missing(Application application) {
    Outcome<List<String>> found =
        calls.read(
            Operation.onDirectory(
                "look for the service principal of " + application.apiName(),
                Permissions.READ_SERVICE_PRINCIPALS),
            () ->
                sdk.servicePrincipalsWithAppId(application.appId())
                    .toGetRequestInformation(
                        request -> request.queryParameters.select = new String[] {"id"}),
            answer -> List.of(answer.text("id")));
    if (found instanceof Outcome.Conflict<List<String>>(Problem problem)
        && problem.cause() == Cause.NOT_FOUND) {
      return new Outcome.Ok<>(Optional.of(application));
    }
    return found.map(ids -> Optional.empty());
  }
}
