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
import dev.tokenprotection.core.stage.Blocker;
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
  private static final Gate EFFECTIVE = GateMapping.effective(GateCriteria.DEFAULT);

  @Test
  void a_stage_that_soaks_tells_where_it_is_what_it_has_and_what_it_waits_for() {
    assertThat(
            Report.lines(
                new Report.Parts(
                    "office",
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
            "Gate Successful 3/3: 99.2% of 1,204 (needs 99%), surely above 97.9% (needs 90%)",
            "Coverage: 38 of 53 users, 71% (needs 60%); 6 active days (needs 5)",
            "Exchange 99.0% of 400, SharePoint 99.1% of 401, Teams 99.2% of 403",
            "Unbound 1008: 6 sign-ins, 2 users: the client does not use the broker (WAM); update or"
                + " replace the application",
            "Client Old Mail: 5 of 6 sign-ins unbound; would block 1 user",
            "Next: promote to all-observe, not before 2026-11-26 11:11Z",
            "Waits for soak until 2026-11-26 11:11Z: goes on by itself when the soak is over; wait, or"
                + " shorten gate.requiredSoakTime.",
            "Stop: kubectl annotate tpr office tokenprotection.dev/emergency-stop=$(date +%s) --overwrite");
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
                    "office",
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
                    "office",
                    STAGE,
                    "7k2f",
                    SINCE,
                    StatusParts.endedGate(gate()),
                    EFFECTIVE,
                    null,
                    null,
                    null)))
        .contains("Gate Successful: 99.2% of 1,204 (needs 99%), surely above 97.9% (needs 90%)");
  }

  @Test
  void a_stopped_rollout_tells_how_to_resume() {
    assertThat(
            Report.lines(
                new Report.Parts(
                    "office",
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
            "Stopped (EmergencyStop by ada-1) since 2026-11-26 11:11Z: nothing goes on until a person resumes",
            "Next: a person has to act",
            "Waits for resume x4p9qd: goes on once a person resumes; mend the cause, then set the"
                + " annotation tokenprotection.dev/resume to the id in status.emergency.",
            "Resume: kubectl annotate tpr office tokenprotection.dev/resume=x4p9qd --overwrite");
  }

  @Test
  void a_rollout_in_trouble_tells_of_it_before_any_stage() {
    assertThat(
            Report.lines(
                new Report.Parts(
                    "office",
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    "No group of the tenant is named \"Pilot\".")))
        .containsExactly(
            "No stage has begun",
            "Trouble: No group of the tenant is named \"Pilot\".",
            "Stop: kubectl annotate tpr office tokenprotection.dev/emergency-stop=$(date +%s) --overwrite");
  }

  @Test
  void percentages_never_say_more_than_is_true() {
    assertThat(Texts.percentAtLeast(0.98999)).isEqualTo("98.9%");
    assertThat(Texts.percentAtLeast(0.99)).isEqualTo("99.0%");
    assertThat(Texts.percentAtLeast(1)).isEqualTo("100.0%");
    assertThat(Texts.percentAtMost(0.99001)).isEqualTo("99.1%");
  }

  private static Outlook outlook(Blocker waitsFor) {
    return new Outlook(
        new NextAction(NextAction.Type.PROMOTE, THEN, THEN, List.of(waitsFor)), "all-observe");
  }

  private static GateStatus gate() {
    return new GateStatus(
        "Successful",
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
