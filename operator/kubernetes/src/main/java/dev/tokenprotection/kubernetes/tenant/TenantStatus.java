package dev.tokenprotection.kubernetes.tenant;

import static dev.tokenprotection.kubernetes.condition.ConditionType.BREAK_GLASS_VERIFIED;
import static dev.tokenprotection.kubernetes.condition.ConditionType.IN_USE;
import static dev.tokenprotection.kubernetes.condition.ConditionType.LICENSED;
import static dev.tokenprotection.kubernetes.condition.ConditionType.PERMITTED;
import static dev.tokenprotection.kubernetes.condition.ConditionType.READY;
import static dev.tokenprotection.kubernetes.condition.ConditionType.RECONCILING;
import static dev.tokenprotection.kubernetes.condition.ConditionType.STALLED;
import static dev.tokenprotection.kubernetes.condition.ConditionType.TELEMETRY_HEALTHY;

import dev.tokenprotection.api.v1alpha1.Bounds;
import dev.tokenprotection.api.v1alpha1.BreakGlassStatus;
import dev.tokenprotection.api.v1alpha1.Condition;
import dev.tokenprotection.api.v1alpha1.EntraTenant;
import dev.tokenprotection.api.v1alpha1.EntraTenantStatus;
import dev.tokenprotection.api.v1alpha1.LatchedEmergency;
import dev.tokenprotection.core.guard.BreakGlassRemoval;
import dev.tokenprotection.core.guard.BreakGlassVerification;
import dev.tokenprotection.core.guard.RequiredPermission;
import dev.tokenprotection.core.model.ShortText;
import dev.tokenprotection.core.port.TenantFactsPort.Licence;
import dev.tokenprotection.core.stage.Latch;
import dev.tokenprotection.kubernetes.condition.Attempt;
import dev.tokenprotection.kubernetes.condition.ConditionReason;
import dev.tokenprotection.kubernetes.condition.ConditionType;
import dev.tokenprotection.kubernetes.condition.Conditions;
import dev.tokenprotection.kubernetes.condition.Trouble;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The status of an EntraTenant, from what a look at the tenant found. Pure. */
final class TenantStatus {
  private static final List<ConditionType> NEEDED =
      List.of(LICENSED, PERMITTED, BREAK_GLASS_VERIFIED);

  private static final int MOST_NAMED = 10;
  private static final int LONGEST_ID = 64;

  private static final EntraTenantStatus NOTHING =
      new EntraTenantStatus(null, null, null, null, null, null);

  private final EntraTenant resource;
  private final EntraTenantStatus before;
  private final KeptBreakGlass accounts;
  private final Instant now;
  private final Conditions conditions;

  private TenantStatus(EntraTenant resource, Instant now) {
    this.resource = resource;
    this.before = resource.getStatus() == null ? NOTHING : resource.getStatus();
    this.accounts = KeptBreakGlass.of(resource);
    this.now = now;
    this.conditions =
        new Conditions(
            before.conditions() == null ? List.of() : before.conditions(),
            resource.getMetadata().getGeneration(),
            now);
  }

  static EntraTenantStatus of(
      EntraTenant resource, Examination examination, TenantUse.Standing use, Instant now) {
    TenantStatus status = new TenantStatus(resource, now);
    status.inUse(use);
    return switch (examination) {
      case Examination.Failed(Trouble trouble) -> status.failed(trouble);
      case Examination.Found found -> status.found(found);
    };
  }

  private EntraTenantStatus failed(Trouble trouble) {
    conditions.isFalse(READY, trouble.reason(), trouble.message());
    for (ConditionType type :
        List.of(LICENSED, PERMITTED, BREAK_GLASS_VERIFIED, TELEMETRY_HEALTHY)) {
      conditions.isUnknown(
          type, ConditionReason.TENANT_NOT_READY, "Not known while the tenant can't be used.");
    }
    markKstatus(trouble);
    return status(trouble.message(), before.breakGlass());
  }

  private EntraTenantStatus found(Examination.Found found) {
    TenantFacts facts = found.facts();
    licensed(facts.licence());
    permitted(facts.granted());
    breakGlass(facts.breakGlass());
    TelemetryCondition.of(found.telemetry()).addTo(conditions);
    Optional<Condition> missing =
        conditions.all().stream()
            .filter(c -> NEEDED.stream().anyMatch(type -> type.apiName().equals(c.type())))
            .filter(c -> !c.status().equals("True"))
            .findFirst();
    if (missing.isEmpty()) {
      String message = "Connected. All tenant prerequisites are met.";
      conditions.isTrue(READY, ConditionReason.CONNECTED, message);
      return status(message, verified(facts.breakGlass()));
    }
    Trouble trouble =
        new Trouble(
            ConditionReason.ofApiName(missing.get().reason()).orElseThrow(),
            missing.get().message(),
            missing.get().status().equals("Unknown")
                ? Trouble.Mending.BY_TIME
                : Trouble.Mending.BY_PERSON);
    conditions.isFalse(READY, trouble.reason(), trouble.message());
    markKstatus(trouble);
    return status(trouble.message(), verified(facts.breakGlass()));
  }

  private void inUse(TenantUse.Standing use) {
    switch (use) {
      case TenantUse.Standing.NotKnownYet notKnownYet ->
          conditions.unchanged(
              IN_USE, ConditionReason.CHECKING, "The rollouts have not been listed yet.");
      case TenantUse.Standing.UsedBy(List<String> rollouts) when rollouts.isEmpty() ->
          conditions.isFalse(
              IN_USE, ConditionReason.NO_ROLLOUT, "No rollout refers to this EntraTenant.");
      case TenantUse.Standing.UsedBy(List<String> rollouts) ->
          conditions.isTrue(
              IN_USE,
              ConditionReason.ROLLOUTS_REFER,
              "In use by "
                  + named(rollouts)
                  + ": delete what uses it first, or set the annotation"
                  + " tokenprotection.dev/force-orphan to delete it all the same; its rollouts can"
                  + " then do nothing any more, not even stop.");
    }
  }

  private static String named(List<String> rollouts) {
    String first = rollouts.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
    int more = rollouts.size() - MOST_NAMED;
    return (rollouts.size() == 1 ? "the rollout " : "the rollouts ")
        + first
        + (more > 0 ? " and " + more + " more" : "");
  }

  private void markKstatus(Trouble trouble) {
    switch (trouble.mending()) {
      case BY_PERSON -> conditions.isTrue(STALLED, trouble.reason(), trouble.message());
      case BY_TIME -> conditions.isTrue(RECONCILING, trouble.reason(), trouble.message());
    }
  }

  private void licensed(Attempt<Licence> licence) {
    switch (licence) {
      case Attempt.Done<Licence>(Licence present) when present.present() ->
          conditions.isTrue(
              LICENSED,
              ConditionReason.LICENCE_PRESENT,
              "The tenant has Entra ID P1 or P2 for " + present.enabledUnits() + " users.");
      case Attempt.Done<Licence> absent ->
          conditions.isFalse(
              LICENSED,
              ConditionReason.LICENCE_MISSING,
              "The tenant has no Entra ID P1 or P2, which Conditional Access needs. Assign a"
                  + " licence to the tenant.");
      case Attempt.Failed<Licence>(Trouble trouble) ->
          conditions.isUnknown(LICENSED, trouble.reason(), trouble.message());
    }
  }

  private void permitted(Set<String> granted) {
    Set<RequiredPermission> missing =
        RequiredPermission.missing(granted, RequiredPermission.Groups.EXISTING_ONLY);
    if (missing.isEmpty()) {
      conditions.isTrue(
          PERMITTED,
          ConditionReason.PERMISSIONS_GRANTED,
          "The application has every permission that rollouts without managed groups need.");
    } else {
      conditions.isFalse(
          PERMITTED,
          ConditionReason.PERMISSION_MISSING,
          "The application lacks "
              + missing.stream().map(RequiredPermission::sentence).collect(Collectors.joining("; "))
              + ". Grant it as an application permission, with admin consent.");
    }
  }

  private void breakGlass(BreakGlassVerification verification) {
    switch (verification) {
      case BreakGlassVerification.Verified(int users) ->
          conditions.isTrue(
              BREAK_GLASS_VERIFIED,
              ConditionReason.VERIFIED,
              users + " enabled, cloud-only emergency access users were found." + stillKept());
      case BreakGlassVerification.Unverified(String message, String remedy) ->
          conditions.isFalse(
              BREAK_GLASS_VERIFIED, ConditionReason.BREAK_GLASS_UNVERIFIED, message + " " + remedy);
    }
  }

  private String stillKept() {
    BreakGlassRemoval removal = accounts.removal();
    int taken = removal.accounts().users().size() + removal.accounts().groups().size();
    return taken == 0
        ? ""
        : " %d that spec.breakGlass does not name any more stay excluded from what is enforced. %s"
            .formatted(taken, removal.remedy());
  }

  /** Kept as it was while the same accounts are found: a time alone is no news. */
  private BreakGlassStatus verified(BreakGlassVerification verification) {
    BreakGlassStatus old = before.breakGlass();
    return switch (verification) {
      case BreakGlassVerification.Verified(int users) -> {
        BreakGlassStatus found =
            new BreakGlassStatus(
                KeptBreakGlass.hash(accounts.declared()),
                users,
                now,
                accounts.usersToKeep(),
                accounts.groupsToKeep());
        yield old != null && found.equals(at(old, now)) ? old : found;
      }
      case BreakGlassVerification.Unverified unverified -> old;
    };
  }

  private static BreakGlassStatus at(BreakGlassStatus status, Instant verifiedAt) {
    return new BreakGlassStatus(
        status.hash(), status.users(), verifiedAt, status.keptUsers(), status.keptGroups());
  }

  private EntraTenantStatus status(String message, BreakGlassStatus breakGlass) {
    TenantOrders orders = TenantOrders.of(resource);
    return new EntraTenantStatus(
        resource.getMetadata().getGeneration(),
        orders
            .stop()
            .map(TenantStatus::stopped)
            .or(() -> orders.freeze().map(TenantStatus::frozen))
            .map(order -> order + " " + message)
            .map(text -> ShortText.of(text, Bounds.MESSAGE))
            .orElse(message),
        breakGlass,
        orders.stop().map(this::emergency).orElse(null),
        before.handledTokens(),
        conditions.all());
  }

  static String stopped(String token) {
    return "An emergency stop is asked for ("
        + token
        + "): every rollout of the tenant goes to report-only. Take the annotation away, then resume"
        + " each rollout by the id in its own status.";
  }

  private static String frozen(String why) {
    return "No rollout of the tenant is promoted: " + why + ".";
  }

  private LatchedEmergency emergency(String token) {
    LatchedEmergency old = before.emergency();
    return old != null && token.equals(old.by())
        ? old
        : new LatchedEmergency(
            token.substring(0, Math.min(token.length(), LONGEST_ID)),
            Latch.Cause.EMERGENCY_STOP.apiName(),
            now,
            token);
  }
}
