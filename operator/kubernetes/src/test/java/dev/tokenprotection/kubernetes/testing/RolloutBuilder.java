package dev.tokenprotection.kubernetes.testing;

import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds rollouts as YAML, as people do. Without further words: a managed pilot group of five
 * users, observed first and enforced then, with a quick gate.
 */
public final class RolloutBuilder {
  /** The gate of the tests: quick, and content with five users. */
  public static final String QUICK_GATE =
      """
      {bindingSuccess: {failBelow: "10%"}, minSignIns: 20, minUsers: 3, minCoverage: "60%",
       minActiveDays: 1, evidenceWindow: 1d, settleTime: {policy: 1h, membership: 1h},
       requiredSoakTime: 4h, evaluationInterval: 30m, consecutiveSuccessLimit: 2,
       applicationsWithoutSignIns: Ignore}
      """;

  private final List<String> stages = new ArrayList<>();
  private final List<String> more = new ArrayList<>();
  private String name = "office";
  private String displayName = "Pilot";
  private String policyMore = "";
  private String gate = QUICK_GATE;

  public static RolloutBuilder rollout() {
    return new RolloutBuilder();
  }

  /** The managed pilot group, observed and then enforced. */
  public static RolloutBuilder pilot(List<String> users) {
    return rollout()
        .stage(
            "{name: observe, state: ReportOnly, include: {managedGroup: {displayName: Volunteers,"
                + " users: "
                + users
                + "}}}")
        .stage("{name: enforce, state: Enforced}");
  }

  /** A rollout beside the usual one. */
  public RolloutBuilder named(String rollout, String policyDisplayName) {
    name = rollout;
    displayName = policyDisplayName;
    return this;
  }

  /** A stage in YAML's flow style. */
  public RolloutBuilder stage(String yaml) {
    stages.add(yaml);
    return this;
  }

  /** A line of the spec, such as {@code paused: true}. */
  public RolloutBuilder spec(String line) {
    more.add(line);
    return this;
  }

  /** Members of spec.policy in flow style, such as {@code excludeGuests: false}. */
  public RolloutBuilder policy(String members) {
    policyMore = ", " + members;
    return this;
  }

  public RolloutBuilder gate(String yaml) {
    gate = yaml;
    return this;
  }

  public TokenProtectionRollout build() {
    StringBuilder yaml =
        new StringBuilder(
            """
            apiVersion: tokenprotection.dev/v1alpha1
            kind: TokenProtectionRollout
            metadata: {name: %1$s, namespace: security, uid: uid-%1$s, generation: 1}
            spec:
              tenantRef: {name: contoso}
              profile: WindowsNative
              applications: [ExchangeOnline, SharePointOnline]
            """
                .formatted(name));
    yaml.append("  policy: {displayName: ").append(displayName).append(policyMore).append("}\n");
    yaml.append("  gate: ").append(gate.strip().replace("\n", "\n    ")).append('\n');
    more.forEach(line -> yaml.append("  ").append(line).append('\n'));
    yaml.append("  stages:\n");
    stages.forEach(stage -> yaml.append("  - ").append(stage).append('\n'));
    return Serialization.unmarshal(yaml.toString(), TokenProtectionRollout.class);
  }
}
