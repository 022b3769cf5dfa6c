package dev.tokenprotection.core.evidence;

import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Builds sign-in rows for tests: without further words a bound sign-in of one user with Outlook for
 * Exchange, under the report-only policy.
 */
public final class RowBuilder {
  public static final PolicyId OBSERVE = new PolicyId("observe-policy");
  public static final PolicyId ENFORCED = new PolicyId("enforced-policy");
  public static final PolicyId OTHER = new PolicyId("other-policy");
  public static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");

  private static final AtomicLong IDS = new AtomicLong();

  private String id = "row-" + IDS.incrementAndGet();
  private Instant at = NOON;
  private SignInUser user = new SignInUser.Member(new UserId("ada"));
  private String correlation = "";
  private SignInChannel channel = SignInChannel.NON_INTERACTIVE;
  private ClientApplication client = new ClientApplication("outlook", "Outlook");
  private String resourceId = "";
  private List<String> audiences = List.of(Application.EXCHANGE_ONLINE.appId());
  private AppliedPolicies policies = new AppliedPolicies.Missing();
  private final List<AppliedPolicy> entries = new ArrayList<>();
  private BindingDetails details = new BindingDetails.Missing();
  private int errorCode;
  private TokenIssuer issuer = TokenIssuer.PRIMARY;
  private String operatingSystem = "Windows10";

  private RowBuilder() {}

  /** A row about which nothing is said yet: no policies, no details. */
  public static RowBuilder row() {
    return new RowBuilder();
  }

  public static RowBuilder boundRow() {
    return row().policy(OBSERVE, PolicyResult.REPORT_ONLY_SUCCESS).details(BindingStatus.BOUND, 0);
  }

  public static RowBuilder unboundRow(int code) {
    return row()
        .policy(OBSERVE, PolicyResult.REPORT_ONLY_FAILURE, ControlOutcome.NOT_SATISFIED)
        .details(BindingStatus.UNBOUND, code);
  }

  public static RowBuilder unreadableRow() {
    return row().policy(OBSERVE, PolicyResult.REPORT_ONLY_SUCCESS);
  }

  public static RowBuilder interruptedRow() {
    return boundRow().details(BindingStatus.NONE, 0).error(50074);
  }

  /** A row outside the policies. */
  public static RowBuilder unrelatedRow() {
    return row().noEntries();
  }

  public RowBuilder id(String id) {
    this.id = id;
    return this;
  }

  public RowBuilder at(Instant at) {
    this.at = at;
    return this;
  }

  public RowBuilder minute(long minute) {
    return at(NOON.plus(Duration.ofMinutes(minute)));
  }

  public RowBuilder user(String user) {
    return user(new SignInUser.Member(new UserId(user)));
  }

  public RowBuilder user(SignInUser user) {
    this.user = user;
    return this;
  }

  public RowBuilder correlation(String correlation) {
    this.correlation = correlation;
    return this;
  }

  public RowBuilder client(String appId, String name) {
    this.client = new ClientApplication(appId, name);
    return this;
  }

  public RowBuilder resource(String appId) {
    this.resourceId = appId;
    return this;
  }

  public RowBuilder applications(Application... applications) {
    return audiences(Arrays.stream(applications).map(Application::appId).toArray(String[]::new));
  }

  public RowBuilder audiences(String... appIds) {
    this.audiences = List.of(appIds);
    return this;
  }

  public RowBuilder policy(PolicyId policy, PolicyResult result) {
    return policy(policy, result, ControlOutcome.NOT_NAMED);
  }

  public RowBuilder policy(PolicyId policy, PolicyResult result, ControlOutcome outcome) {
    entries.add(new AppliedPolicy(policy, result, outcome));
    return noEntries();
  }

  /** The array of applied policies is there, with the entries so far. */
  public RowBuilder noEntries() {
    policies = new AppliedPolicies.Listed(entries);
    return this;
  }

  public RowBuilder noPolicies() {
    policies = new AppliedPolicies.Missing();
    return this;
  }

  public RowBuilder details(BindingStatus status, int code) {
    details = new BindingDetails.Reported(status, code);
    return this;
  }

  public RowBuilder error(int errorCode) {
    this.errorCode = errorCode;
    return this;
  }

  public RowBuilder issuer(TokenIssuer issuer) {
    this.issuer = issuer;
    return this;
  }

  public RowBuilder operatingSystem(String operatingSystem) {
    this.operatingSystem = operatingSystem;
    return this;
  }

  public SignInRow build() {
    return new SignInRow(
        id,
        at,
        user,
        Correlation.of(correlation),
        channel,
        client,
        resourceId,
        audiences,
        policies,
        details,
        errorCode,
        issuer,
        operatingSystem);
  }
}
