package dev.tokenprotection.core.preflight;

import dev.tokenprotection.core.desired.Marker;
import dev.tokenprotection.core.guard.Preflight.Finding;
import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyContent.Guests;
import dev.tokenprotection.core.model.PolicyContent.TokenProtection;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.port.Group;
import dev.tokenprotection.core.port.TenantFactsPort.Licence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The checks whose results are told, and keep nothing from being enforced. */
public final class AdvisoryChecks {
  private static final int MOST_NAMED = 10;
  private static final String PLATFORMS_LEFT_OUT = "conditions.platforms.excludePlatforms";
  private static final Set<String> DEVICE_CONTROLS =
      Set.of("compliantDevice", "domainJoinedDevice");

  private AdvisoryChecks() {}

  /**
   * How many people a rollout covers.
   *
   * @param users all of them
   * @param guests those of them who are guests
   */
  public record CohortSize(int users, int guests) {}

  /**
   * How sign-ins are to read.
   *
   * @param rows how many were looked at
   * @param withoutDetails those of them that lack binding details
   * @param withoutPolicies those of them that lack the applied policies
   */
  public record SignInQuality(long rows, long withoutDetails, long withoutPolicies) {}

  /** Whether the managed groups, by display name, can be changed by an application. */
  public static Checked groups(Reading<Map<String, Group.Kind>> reading) {
    return Checked.of(
        Check.GROUPS,
        reading,
        kinds -> {
          Map<String, Group.Kind> refused = new TreeMap<>(kinds);
          refused.values().removeIf(kind -> kind == Group.Kind.ASSIGNED);
          return refused.isEmpty()
              ? new Result.Passed("Every managed group has assigned members.")
              : failed(
                  Check.GROUPS,
                  "Not every managed group can be changed by an application: "
                      + refused.entrySet().stream()
                          .limit(MOST_NAMED)
                          .map(group -> group.getKey() + " (" + word(group.getValue()) + ")")
                          .collect(Collectors.joining(", "))
                      + ".");
        });
  }

  /**
   * Whether the observe policy covers a member of the cohort.
   *
   * @param reading the applications for which What-If does not apply it
   */
  public static Checked membersCovered(Reading<Set<Application>> reading) {
    return Checked.of(
        Check.MEMBERS_COVERED,
        reading,
        missed ->
            missed.isEmpty()
                ? new Result.Passed(
                    "What-If applies the observe policy to a member of the cohort, for every"
                        + " application.")
                : failed(
                    Check.MEMBERS_COVERED,
                    "What-If does not apply the observe policy to a member of the cohort for "
                        + missed.stream()
                            .sorted()
                            .map(Application::shortName)
                            .collect(Collectors.joining(", "))
                        + "."));
  }

  /**
   * Whether devices of the presets and of the enrollment profiles are left out.
   *
   * @param reading those of whose devices What-If says that a policy applies
   */
  public static Checked filteredDevicesExempt(Reading<Set<String>> reading) {
    return Checked.of(
        Check.FILTERED_DEVICES_EXEMPT,
        reading,
        affected ->
            affected.isEmpty()
                ? new Result.Passed("What-If leaves out the devices that the filter names.")
                : failed(
                    Check.FILTERED_DEVICES_EXEMPT,
                    "What-If applies a policy of the rollout to devices that the filter should"
                        + " leave out: "
                        + affected.stream().sorted().collect(Collectors.joining(", "))
                        + "."));
  }

  /** Whether the devices of a sample of the cohort can be bound. */
  public static Checked devices(Reading<DeviceFindings> reading) {
    return Checked.of(
        Check.DEVICES,
        reading,
        findings ->
            findings.isEmpty()
                ? new Result.Passed(
                    "All of "
                        + findings.members()
                        + " sampled members have devices that can be bound.")
                : failed(Check.DEVICES, findings.sentence()));
  }

  /** Whether guests are covered. */
  public static Checked guests(Guests guests, Reading<CohortSize> reading) {
    return Checked.of(
        Check.GUESTS,
        reading,
        size ->
            switch (guests) {
              case EXCLUDED ->
                  new Result.Passed("Guests are left out; the groups have " + size.guests() + ".");
              case COVERED ->
                  size.guests() == 0
                      ? new Result.Passed("The groups have no guests.")
                      : failed(
                          Check.GUESTS,
                          size.guests()
                              + " of "
                              + size.users()
                              + " users in the groups are guests.");
            });
  }

  /** Whether the cohort has licences. */
  public static Checked licenceUnits(Reading<Licence> licence, Reading<CohortSize> cohort) {
    return switch (cohort) {
      case Reading.Read<CohortSize>(CohortSize size) ->
          Checked.of(
              Check.LICENCE_UNITS,
              licence,
              units ->
                  units.enabledUnits() >= size.users()
                      ? new Result.Passed(
                          units.enabledUnits() + " licences for " + size.users() + " users.")
                      : failed(
                          Check.LICENCE_UNITS,
                          "The cohort has "
                              + size.users()
                              + " users, the tenant licences for "
                              + units.enabledUnits()
                              + "."));
      case Reading.NotRead<CohortSize> _ ->
          Checked.of(Check.LICENCE_UNITS, cohort, _ -> new Result.Pending(""));
      case Reading.NotAsked<CohortSize> _ ->
          Checked.of(Check.LICENCE_UNITS, cohort, _ -> new Result.Pending(""));
    };
  }

  /** Whether other policies require token protection too. */
  public static Checked otherPolicies(List<ObservedPolicy> all) {
    List<String> others =
        all.stream()
            .filter(policy -> policy.content().tokenProtection() == TokenProtection.REQUIRED)
            .filter(policy -> policy.content().state() != PolicyState.DISABLED)
            .filter(policy -> Marker.find(policy.content().displayName()).isEmpty())
            .map(policy -> policy.id().value())
            .sorted()
            .toList();
    return new Checked(
        Check.OTHER_POLICIES,
        others.isEmpty()
            ? new Result.Passed("No policy outside the rollouts requires token protection.")
            : failed(
                Check.OTHER_POLICIES,
                "Policies outside the rollouts require token protection too: "
                    + others.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                    + (others.size() > MOST_NAMED
                        ? " and " + (others.size() - MOST_NAMED) + " more"
                        : "")
                    + "."));
  }

  /** Whether policies close the ways round token protection. */
  public static Checked companions(List<ObservedPolicy> all) {
    List<ObservedPolicy> enabled =
        all.stream().filter(policy -> policy.content().state() == PolicyState.ENABLED).toList();
    List<String> missing = new ArrayList<>();
    if (enabled.stream().noneMatch(AdvisoryChecks::blocksUnknownPlatforms)) {
      missing.add("one that blocks unknown or unsupported device platforms");
    }
    if (enabled.stream()
        .noneMatch(policy -> policy.grantControls().stream().anyMatch(DEVICE_CONTROLS::contains))) {
      missing.add("one that requires a compliant or joined device");
    }
    return new Checked(
        Check.COMPANIONS,
        missing.isEmpty()
            ? new Result.Passed(
                "Policies block unknown platforms and require a compliant or joined device.")
            : failed(
                Check.COMPANIONS,
                "The tenant has no enabled policy of this kind: "
                    + String.join("; ", missing)
                    + ". Token protection can be got round."));
  }

  private static boolean blocksUnknownPlatforms(ObservedPolicy policy) {
    return policy.grantControls().contains("block")
        && policy.content().platforms().stream().anyMatch("all"::equalsIgnoreCase)
        && policy.foreignFields().contains(PLATFORMS_LEFT_OUT);
  }

  /** Whether sign-ins carry what they are judged by. */
  public static Checked telemetry(Reading<SignInQuality> reading) {
    return Checked.of(
        Check.TELEMETRY,
        reading,
        quality -> {
          if (quality.rows() == 0) {
            return new Result.Pending("There was no sign-in yet to look at.");
          }
          if (quality.withoutDetails() == quality.rows()) {
            return failed(Check.TELEMETRY, "No sign-in carries binding details.");
          }
          return quality.withoutPolicies() == 0
              ? new Result.Passed("Sign-ins carry binding details and applied policies.")
              : failed(Check.TELEMETRY, "Sign-ins lack the applied policies.");
        });
  }

  private static Result failed(Check check, String message) {
    return new Result.Failed(new Finding(check.apiName(), message, check.remedy()));
  }

  private static String word(Group.Kind kind) {
    return switch (kind) {
      case ASSIGNED -> "assigned";
      case DYNAMIC -> "dynamic";
      case SYNCED -> "synchronised";
      case ROLE_ASSIGNABLE -> "role-assignable";
      case MANAGEMENT_RESTRICTED -> "in a restricted management administrative unit";
    };
  }
}
