package dev.tokenprotection.kubernetes.status;

import dev.tokenprotection.api.v1alpha1.ApplicationEvidence;
import dev.tokenprotection.api.v1alpha1.Bounds;
import dev.tokenprotection.api.v1alpha1.ClientEvidence;
import dev.tokenprotection.api.v1alpha1.CurrentStage;
import dev.tokenprotection.api.v1alpha1.Gate;
import dev.tokenprotection.api.v1alpha1.GateStatus;
import dev.tokenprotection.api.v1alpha1.LatchedEmergency;
import dev.tokenprotection.api.v1alpha1.UnboundCode;
import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.Commands;
import dev.tokenprotection.core.model.RolloutIdentity;
import dev.tokenprotection.core.model.ShortText;
import dev.tokenprotection.core.stage.Latch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The whole state of a rollout in short lines for a person, where {@code kubectl describe} shows
 * them best. Made of other parts of status only, and of nothing that changes with the time of day.
 */
public final class Report {
  private static final int CODES = 5;
  private static final int CLIENTS = 3;

  private Report() {}

  /**
   * What a report is made of; members are null where status has none.
   *
   * @param rollout which rollout
   * @param effect what the rollout does in Entra
   * @param stage the present stage
   * @param attempt the id of the attempt at it
   * @param since when it began
   * @param gate the last verdict and its counts
   * @param effective the gate with everything filled in
   * @param emergency the stop that is in force
   * @param outlook what comes next
   * @param trouble what keeps the rollout from going on, one sentence
   */
  record Parts(
      RolloutIdentity rollout,
      Effect effect,
      CurrentStage stage,
      String attempt,
      Instant since,
      GateStatus gate,
      Gate effective,
      LatchedEmergency emergency,
      Outlook outlook,
      String trouble) {}

  /** What a rollout does in Entra while it is not stopped. */
  public enum Effect {
    /** It writes nothing, since {@code applyPolicy} is Observe. */
    DRY_RUN,
    /** No stage that was reached enforces. */
    OBSERVES,
    /** A stage that was reached enforces. */
    ENFORCES
  }

  static List<String> lines(Parts parts) {
    List<String> lines = new ArrayList<>();
    if (parts.stage() == null) {
      lines.add("No stage has begun");
    } else {
      lines.add(stage(parts));
    }
    if (parts.emergency() != null) {
      lines.add(stopped(parts.emergency()));
    }
    if (parts.trouble() != null) {
      lines.add("Trouble: " + parts.trouble());
    }
    if (parts.gate() != null && parts.gate().phase() != null) {
      gate(parts.gate(), parts.effective(), lines);
    }
    if (parts.outlook() != null) {
      lines.add(parts.outlook().line(parts.gate()));
      parts.outlook().waits().forEach(lines::add);
    }
    commands(parts, lines);
    return lines.stream()
        .limit(Bounds.REPORT)
        .map(line -> ShortText.of(line, Bounds.REPORT_LINE))
        .toList();
  }

  private static String stage(Parts parts) {
    return "Stage %d of %d: %s (%s), attempt %s, since %s"
        .formatted(
            parts.stage().number(),
            parts.stage().total(),
            parts.stage().name(),
            parts.stage().state(),
            parts.attempt(),
            Texts.time(parts.since()));
  }

  private static String stopped(LatchedEmergency emergency) {
    return ("Stopped (%s, %s, ID %s) since %s: everything goes to report-only and stays so until a"
            + " person resumes")
        .formatted(
            emergency.cause(),
            Latch.requester(emergency.by()),
            emergency.id(),
            Texts.time(emergency.latchedAt()));
  }

  private static void gate(GateStatus gate, Gate effective, List<String> lines) {
    lines.add(verdict(gate, effective));
    if (gate.coverage() != null) {
      lines.add(coverage(gate, effective));
    }
    if (gate.byApplication() != null && !gate.byApplication().isEmpty()) {
      lines.add(
          gate.byApplication().stream().map(Report::application).collect(Collectors.joining(", ")));
    }
    if (gate.unboundByCode() != null) {
      gate.unboundByCode().stream().limit(CODES).map(Report::unbound).forEach(lines::add);
    }
    if (gate.byClient() != null) {
      gate.byClient().stream()
          .filter(client -> client.blockedUsers() != null && client.blockedUsers() > 0)
          .limit(CLIENTS)
          .map(Report::client)
          .forEach(lines::add);
    }
  }

  private static String verdict(GateStatus gate, Gate effective) {
    String said = "Gate " + gate.phase() + inARow(gate, effective);
    if (gate.ratio() == null) {
      return said
          + (gate.reasons() == null || gate.reasons().isEmpty()
              ? ""
              : ": " + gate.reasons().getFirst().message());
    }
    return said
        + ": %s of %s (needs %s), lower confidence bound %s (needs at least %s)"
            .formatted(
                gate.ratio(),
                Texts.count(gate.signIns()),
                effective.bindingSuccess().promoteAtOrAbove(),
                gate.lowerBound(),
                effective.bindingSuccess().failBelow());
  }

  /** How often in a row; nothing where no evaluation is to come, so that nothing is counted. */
  private static String inARow(GateStatus gate, Gate effective) {
    return gate.nextEvaluationAt() == null || gate.consecutive() == null
        ? ""
        : " %d/%d".formatted(gate.consecutive().successes(), effective.consecutiveSuccessLimit());
  }

  private static String coverage(GateStatus gate, Gate effective) {
    String share = gate.coverage().share() == null ? "" : ", " + gate.coverage().share();
    return "Coverage: %s of %s%s (needs %s); %s (needs %d)"
        .formatted(
            Texts.count(gate.coverage().seen()),
            Texts.count(gate.coverage().active(), "active user", "active users"),
            share,
            effective.minCoverage(),
            Texts.count(gate.activeDays(), "active day", "active days"),
            effective.minActiveDays());
  }

  private static String application(ApplicationEvidence evidence) {
    return "%s %s of %s"
        .formatted(
            shortName(evidence.application()), evidence.ratio(), Texts.count(evidence.signIns()));
  }

  private static String shortName(String apiName) {
    Optional<Application> known =
        Arrays.stream(Application.values()).filter(a -> a.apiName().equals(apiName)).findFirst();
    return known.map(Application::shortName).orElse(apiName);
  }

  private static String unbound(UnboundCode code) {
    return "Unbound %d: %s, %s: %s"
        .formatted(
            code.code(),
            Texts.count(code.signIns(), "sign-in", "sign-ins"),
            Texts.count(code.users(), "user", "users"),
            code.remedy());
  }

  private static String client(ClientEvidence client) {
    return "Client %s: %s of %s unbound; would block %s"
        .formatted(
            client.name(),
            Texts.count(client.unbound()),
            Texts.count(client.signIns(), "sign-in", "sign-ins"),
            Texts.count(client.blockedUsers(), "user", "users"));
  }

  /** Complete, so that they can be copied; none that would do nothing. */
  private static void commands(Parts parts, List<String> lines) {
    String namespace = parts.rollout().namespace();
    String name = parts.rollout().name();
    if (parts.emergency() != null) {
      String what =
          switch (parts.effect()) {
            case DRY_RUN, OBSERVES -> "Resume (begins the stage anew): ";
            case ENFORCES -> "Resume (enforces again at once): ";
          };
      lines.add(what + Commands.resume(namespace, name, parts.emergency().id()));
    } else if (parts.outlook() != null && parts.outlook().takesRetry()) {
      lines.add("Retry (begins the stage anew): " + Commands.retry(namespace, name));
    }
    if (parts.effect() == Effect.DRY_RUN) {
      lines.add("Dry run (applyPolicy: Observe): nothing is written to Entra, not even a stop");
    } else if (parts.emergency() == null) {
      lines.add("Stop: " + Commands.stop(namespace, name));
    }
  }
}
