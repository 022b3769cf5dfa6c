package dev.tokenprotection.entra.policy;

import com.microsoft.graph.identity.conditionalaccess.evaluate.EvaluatePostRequestBody;
import com.microsoft.graph.models.ApplicationContext;
import com.microsoft.graph.models.ConditionalAccessClientApp;
import com.microsoft.graph.models.ConditionalAccessDevicePlatform;
import com.microsoft.graph.models.DeviceInfo;
import com.microsoft.graph.models.SignInConditions;
import com.microsoft.graph.models.UserSignIn;
import com.microsoft.graph.serviceclient.GraphServiceClient;
import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.Platform;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.port.DeviceTraits;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.SupposedSignIn;
import dev.tokenprotection.entra.call.Answer;
import dev.tokenprotection.entra.call.GraphCalls;
import dev.tokenprotection.entra.call.Operation;
import dev.tokenprotection.entra.call.Permissions;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What-If of Conditional Access, through Microsoft Graph. A question, though it is sent by POST:
 * repeated like any read. Source: Microsoft Graph v1.0 reference, "conditionalAccessRoot:
 * evaluate".
 */
public final class GraphWhatIf {
  private final GraphServiceClient sdk;
  private final GraphCalls calls;

  public GraphWhatIf(GraphServiceClient sdk, GraphCalls calls) {
    this.sdk = sdk;
    this.calls = calls;
  }

  /** The policies that would apply. */
  public Outcome<Set<PolicyId>> policiesThatApply(SupposedSignIn signIn) {
    return calls
        .readAll(
            Operation.onPolicies("ask What-If about a user", Permissions.ASK_WHAT_IF),
            () ->
                sdk.identity()
                    .conditionalAccess()
                    .evaluate()
                    .toPostRequestInformation(body(signIn)),
            GraphWhatIf::applying)
        .map(
            policies ->
                policies.stream()
                    .flatMap(Optional::stream)
                    .collect(Collectors.toUnmodifiableSet()));
  }

  private static Optional<PolicyId> applying(Answer answer) {
    return Optional.of(answer)
        .filter(policy -> policy.optionalBoolean("policyApplies").orElse(false))
        .map(policy -> new PolicyId(policy.text("id")));
  }

  private static EvaluatePostRequestBody body(SupposedSignIn signIn) {
    UserSignIn identity = new UserSignIn();
    identity.setUserId(signIn.user().value());
    ApplicationContext context = new ApplicationContext();
    context.setIncludeApplications(
        signIn.applications().stream()
            .map(Application::appId)
            .sorted()
            .collect(Collectors.toCollection(ArrayList::new)));
    SignInConditions conditions = new SignInConditions();
    conditions.setDevicePlatform(platform(signIn.platform()));
    conditions.setClientAppType(ConditionalAccessClientApp.MobileAppsAndDesktopClients);
    if (!signIn.device().equals(DeviceTraits.NONE)) {
      conditions.setDeviceInfo(device(signIn.device()));
    }
    EvaluatePostRequestBody body = new EvaluatePostRequestBody();
    body.setSignInIdentity(identity);
    body.setSignInContext(context);
    body.setSignInConditions(conditions);
    body.setAppliedPoliciesOnly(true);
    return body;
  }

  private static ConditionalAccessDevicePlatform platform(Platform platform) {
    return switch (platform) {
      case WINDOWS -> ConditionalAccessDevicePlatform.Windows;
      case IOS -> ConditionalAccessDevicePlatform.IOS;
      case MACOS -> ConditionalAccessDevicePlatform.MacOS;
    };
  }

  private static DeviceInfo device(DeviceTraits traits) {
    DeviceInfo device = new DeviceInfo();
    if (!traits.trustType().isEmpty()) {
      device.setTrustType(traits.trustType());
    }
    if (!traits.profileType().isEmpty()) {
      device.setProfileType(traits.profileType());
    }
    if (!traits.systemLabels().isEmpty()) {
      device.setSystemLabels(new ArrayList<>(traits.systemLabels()));
    }
    if (!traits.enrollmentProfileName().isEmpty()) {
      device.setEnrollmentProfileName(traits.enrollmentProfileName());
    }
    return device;
  }
}
