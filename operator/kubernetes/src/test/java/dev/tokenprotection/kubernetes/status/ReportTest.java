package dev.tokenprotection.kubernetes.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.api.v1alpha1.ApplicationEvidence;
import dev.tokenprotection.api.v1alpha1.ClientEvidence;
import dev.tokenprotection.api.v1alpha1.Consecutive;
import dev.tokenprotection.api.v1alpha1.Coverage;
import dev.tokenprotection.api.v1alpha1.CurrentStage;
import dev.tokenprotection.api.v1alpha1.Gate;
import dev.tokenprotection.api.v1alpha1.GateReason;
import dev.tokenprotection.api.v1alpha1.GateStatus;
import dev.tokenprotection.api.v1alpha1.LatchedEmergency;
import dev.tokenprotection.api.v1alpha1.UnboundCode;
import dev.tokenprotection.core.gate.GateCriteria;
import dev.tokenprotection.core.model.RolloutIdentity;
import dev.tokenprotection.core.stage.Blocker;
import dev.tokenprotection.core.stage.Hold;
import dev.tokenprotection.core.stage.NextAction;
import dev.tokenprotection.kubernetes.mapping.GateMapping;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The report as people read it, line by line. */
class ReportTest {
  private static final Instant SINCE = Instant.parse("2026-11-23T11:11:00Z");
  private static final Instant THEN = Instant.parse("2026-11-26T11:11:00Z");
  private static final CurrentStage STAGE = new CurrentStage(2, 4, "pilot-enforce", "Enforced");
  private static final RolloutIdentity OFFICE =
      new RolloutIdentity("installation", "security", "office");
  private static final String STOP =
      "Stop: kubectl annotate tpr office -n security"
          + " tokenprotection.dev/emergency-stop=$(whoami)-$(date +%s) --overwrite";
  private static final String RESUME =
      "Resume (enforces again at once): kubectl annotate tpr office -n security"
          + " tokenprotection.dev/resume=x4p9qd --overwrite";
  private static final Gate EFFECTIVE = GateMapping.effective(GateCriteria.DEFAULT);

  @Test
  void a_stage_that_soaks_tells_where_it_is_what_it_has_and_what_it_waits_for() {
    assertThat(
            Report.lines(
                new Report.Parts(
                    OFFICE,
                    Report.Effect.ENFORCES,
                    STAGE,
                    "7k2f",
                    SINCE,
                    gate(),
                    EFFECTIVE,
                    null,
                    outlook(new Blocker.Soaking(THEN)),
                    null)))
        .containsExactly(
            "Stage 2 of 4: pilot-enforce (Enforced), attempt 7k2f, since 2026-11-23 11:11Z",
            "Gate Successful 3/3: 99.2% of 1,204 (needs 99%), lower confidence bound 97.9%"
                + " (needs at least 90%)",
            "Coverage: 38 of 53 active users, 71% (needs 60%); 6 active days (needs 5)",
            "Exchange 99.0% of 400, SharePoint 99.1% of 401, Teams 99.2% of 403",
            "Unbound 1008: 6 sign-ins, 2 users: the client does not use the broker (WAM); update or"
                + " replace the application",
            "Client Old Mail: 5 of 6 sign-ins unbound; would block 1 user",
            "Next: promote to all-observe, not before 2026-11-26 11:11Z",
            "Waits for soak time until 2026-11-26 11:11Z: continues by itself when the soak time ends."
                + " No action needed.",
            STOP);
  }

  @Test
  void a_verdict_without_numbers_tells_why() {
    GateStatus gate =
        StatusParts.endedGate(
            new GateStatus(
                "Error",
                List.of(new GateReason("EvidenceUnavailable", "Could not read the log: 403.")),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                new Consecutive(0, 0, 2, null),
                0,
                null,
                null,
                null,
                null));

    assertThat(
            Report.lines(
                new Report.Parts(
                    OFFICE,
                    Report.Effect.ENFORCES,
                    STAGE,
                    "7k2f",
                    SINCE,
                    gate,
                    EFFECTIVE,
                    null,
                    outlook(new Blocker.PoliciesToBeWritten()),
                    null)))
        .contains("Gate Error: Could not read the log: 403.");
  }

  @Test
  void after_the_end_nothing_is_counted_any_more() {
    assertThat(
            Report.lines(
                new Report.Parts(
                    OFFICE,
                    Report.Effect.ENFORCES,
                    STAGE,
                    "7k2f",
                    SINCE,
                    StatusParts.endedGate(gate()),
                    EFFECTIVE,
                    null,
                    null,
                    null)))
        .contains(
            "Gate Successful: 99.2% of 1,204 (needs 99%), lower confidence bound 97.9%"
                + " (needs at least 90%)");
  }

  @Test
  void a_stopped_rollout_tells_how_to_resume() {
    assertThat(
            Report.lines(
                new Report.Parts(
                    OFFICE,
                    Report.Effect.ENFORCES,
                    STAGE,
                    "7k2f",
                    SINCE,
                    null,
                    EFFECTIVE,
                    new LatchedEmergency("x4p9qd", "EmergencyStop", THEN, "ada-1"),
                    new Outlook(
                        new NextAction(
                            NextAction.Type.WAIT_FOR_PERSON,
                            THEN,
                            THEN,
                            List.of(new Blocker.Latched("x4p9qd"))),
                        ""),
                    null)))
        .containsExactly(
            "Stage 2 of 4: pilot-enforce (Enforced), attempt 7k2f, since 2026-11-23 11:11Z",
            "Stopped (EmergencyStop, token ada-1, ID x4p9qd) since 2026-11-26 11:11Z: everything goes"
                + " to report-only and stays so until a person resumes",
            "Next: a person has to act",
            "Manual action needed: resume x4p9qd: continues once a person resumes. Fix the cause, then"
                + " set the annotation tokenprotection.dev/resume to the ID in status.emergency; that"
                + " enforces again at once what the stage enforces.",
            RESUME);
  }

  @Test
  void a_rollout_in_trouble_tells_of_it_before_any_stage() {
    assertThat(
            Report.lines(
                new Report.Parts(
                    OFFICE,
                    Report.Effect.ENFORCES,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    "No group of the tenant is named \"Pilot\".")))
        .containsExactly(
            "No stage has begun", "Trouble: No group of the tenant is named \"Pilot\".", STOP);
  }

  @Test
  void a_dry_run_offers_no_stop_since_none_would_be_written() {
    assertThat(lines(Report.Effect.DRY_RUN, gate(), null, outlook(new Blocker.Soaking(THEN))))
        .endsWith("Dry run (applyPolicy: Observe): nothing is written to Entra, not even a stop")
        .noneMatch(line -> line.startsWith("Stop: "));
  }

  @Test
  void a_resume_says_that_it_enforces_only_where_a_stage_enforces() {
    LatchedEmergency stop = new LatchedEmergency("x4p9qd", "Abort", THEN, "ada-1");
    assertThat(lines(Report.Effect.ENFORCES, null, stop, null)).contains(RESUME);
    assertThat(lines(Report.Effect.OBSERVES, null, stop, null))
        .anyMatch(line -> line.startsWith("Resume (begins the stage anew): kubectl annotate "))
        .noneMatch(line -> line.contains("enforces again"));
  }

  @Test
  void a_failed_gate_offers_to_retry_after_the_causes_are_fixed_and_never_to_skip() {
    List<String> lines =
        lines(
            Report.Effect.OBSERVES,
            gate(),
            null,
            new Outlook(
                new NextAction(
                    NextAction.Type.WAIT_FOR_PERSON, THEN, THEN, List.of(new Blocker.GateFailed())),
                "all-observe"));
    assertThat(lines)
        .anyMatch(line -> line.startsWith("Manual action needed: GateFailed: fix the devices and"))
        .anyMatch(
            line ->
                line.startsWith(
                    "Retry (begins the stage anew): kubectl annotate tpr office -n security"
                        + " tokenprotection.dev/retry="))
        .noneMatch(line -> line.contains("skip"));
  }

  @Test
  void no_time_is_given_for_what_time_alone_does_not_bring() {
    NextAction paused =
        new NextAction(
            NextAction.Type.PROMOTE, THEN, THEN, List.of(new Blocker.Held(new Hold.Paused())));
    assertThat(new Outlook(paused, "all-observe").column(gate())).isEqualTo("Held: Paused");
    assertThat(new Outlook(paused, "all-observe").line(gate()))
        .isEqualTo("Next: promote to all-observe, when it is no longer held (Paused)");

    Outlook soaking = outlook(new Blocker.Soaking(THEN));
    assertThat(soaking.column(gate())).isEqualTo("Promote ≥ 26 Nov 11:11Z");
    assertThat(soaking.column(failed())).isEqualTo("Waits for the gate");
    assertThat(soaking.line(failed()))
        .isEqualTo("Next: promote to all-observe, when the gate passes");
  }

  @Test
  void percentages_never_say_more_than_is_true() {
    assertThat(Texts.percentAtLeast(0.98999)).isEqualTo("98.9%");
    assertThat(Texts.percentAtLeast(0.99)).isEqualTo("99.0%");
    assertThat(Texts.percentAtLeast(1)).isEqualTo("100.0%");
    assertThat(Texts.percentAtMost(0.99001)).isEqualTo("99.1%");
  }

  private static List<String> lines(
      Report.Effect effect, GateStatus gate, LatchedEmergency emergency, Outlook outlook) {
    return Report.lines(
        new Report.Parts(
            OFFICE, effect, STAGE, "7k2f", SINCE, gate, EFFECTIVE, emergency, outlook, null));
  }

  private static Outlook outlook(Blocker waitsFor) {
    return new Outlook(
        new NextAction(NextAction.Type.PROMOTE, THEN, THEN, List.of(waitsFor)), "all-observe");
  }

  private static GateStatus gate() {
    return gate("Successful");
  }

  private static GateStatus failed() {
    return gate("Failed");
  }

  private static GateStatus gate(String phase) {
    return new GateStatus(
        phase,
        List.of(),
        "99.2%",
        "97.9%",
        "99.9%",
        1204L,
        38,
        0,
        new Coverage(38, 53, "71%"),
        6,
        List.of(
            new UnboundCode(
                1008,
                6L,
                2,
                "the client does not use the broker (WAM); update or replace the application")),
        List.of(
            application("ExchangeOnline", "99.0%", 400),
            application("SharePointOnline", "99.1%", 401),
            application("MicrosoftTeams", "99.2%", 403)),
        List.of(new ClientEvidence("old-mail", "Old Mail", 6L, 5L, 0, 1)),
        List.of(),
        new Consecutive(3, 0, 0, SINCE),
        0,
        SINCE,
        THEN,
        THEN,
        THEN);
  }

  private static ApplicationEvidence application(String name, String ratio, long signIns) {
    return new ApplicationEvidence(name, ratio, "90.0%", "100.0%", signIns, 20);
  }
}
