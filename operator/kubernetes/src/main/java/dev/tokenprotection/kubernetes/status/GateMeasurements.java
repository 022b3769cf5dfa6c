package dev.tokenprotection.kubernetes.status;

import dev.tokenprotection.api.v1alpha1.ApplicationEvidence;
import dev.tokenprotection.api.v1alpha1.Bounds;
import dev.tokenprotection.api.v1alpha1.ClientEvidence;
import dev.tokenprotection.api.v1alpha1.Coverage;
import dev.tokenprotection.api.v1alpha1.GateReason;
import dev.tokenprotection.api.v1alpha1.GateStatus;
import dev.tokenprotection.api.v1alpha1.SetAside;
import dev.tokenprotection.core.evidence.ClientCounts;
import dev.tokenprotection.core.evidence.CodeCounts;
import dev.tokenprotection.core.evidence.Evidence;
import dev.tokenprotection.core.evidence.Tally;
import dev.tokenprotection.core.evidence.UnboundCode;
import dev.tokenprotection.core.gate.Measurement;
import dev.tokenprotection.core.gate.Reason;
import dev.tokenprotection.core.gate.Subject;
import dev.tokenprotection.core.gate.Verdict;
import dev.tokenprotection.core.gate.Wording;
import dev.tokenprotection.core.model.ShortText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a gate said and measured, as status shows it. Counters and times are added by whoever knows
 * the rollout's progress.
 */
public final class GateMeasurements {
  private GateMeasurements() {}

  /** Nothing was measured in this attempt yet. */
  public static final GateStatus NONE =
      new GateStatus(
          null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
          null, null, null, null, null);

  /** A verdict without evidence: it could not be read. */
  public static GateStatus of(Verdict verdict) {
    return new GateStatus(
        Wording.name(verdict),
        reasons(verdict),
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
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /**
   * A verdict on evidence.
   *
   * @param measured all applications together first, then those with sign-ins
   */
  public static GateStatus of(Verdict verdict, Evidence evidence, List<Measurement> measured) {
    Measurement total = measured.getFirst();
    boolean empty = total.signIns() == 0;
    return new GateStatus(
        Wording.name(verdict),
        reasons(verdict),
        empty ? null : Texts.percentAtLeast(total.ratio()),
        empty ? null : Texts.percentAtLeast(total.lowerBound()),
        empty ? null : Texts.percentAtMost(total.upperBound()),
        total.signIns(),
        clamped(total.users()),
        clamped(evidence.blockedUsers()),
        coverage(evidence),
        evidence.all().activeDays(),
        evidence.window().unboundByCode().stream()
            .limit(Bounds.ENTRIES)
            .map(GateMeasurements::unbound)
            .toList(),
        measured.stream().flatMap(GateMeasurements::application).toList(),
        evidence.window().byClient().stream()
            .filter(client -> client.unbound() > 0)
            .limit(Bounds.ENTRIES)
            .map(GateMeasurements::client)
            .toList(),
        setAside(evidence.window()),
        null,
        null,
        null,
        evidence.end(),
        null,
        null);
  }

  private static List<GateReason> reasons(Verdict verdict) {
    return verdict.reasons().stream().limit(Bounds.ENTRIES).map(GateMeasurements::reason).toList();
  }

  private static GateReason reason(Reason reason) {
    return new GateReason(reason.getClass().getSimpleName(), ShortText.of(Wording.of(reason), 512));
  }

  private static Coverage coverage(Evidence evidence) {
    long seen = evidence.coverage().seen();
    long active = evidence.coverage().active();
    String share = active == 0 ? null : Long.toString(Math.floorDiv(seen * 100, active)) + "%";
    return new Coverage(clamped(seen), clamped(active), share);
  }

  private static dev.tokenprotection.api.v1alpha1.UnboundCode unbound(CodeCounts code) {
    return new dev.tokenprotection.api.v1alpha1.UnboundCode(
        code.code(),
        code.signIns(),
        clamped(code.users()),
        UnboundCode.of(code.code())
            .map(known -> known.meaning() + "; " + known.remedy())
            .orElse("not documented; look at the sign-ins in the log"));
  }

  private static Stream<ApplicationEvidence> application(Measurement measured) {
    return switch (measured.subject()) {
      case Subject.AllApplications all -> Stream.empty();
      case Subject.OneApplication(var application) ->
          Stream.of(
              new ApplicationEvidence(
                  application.apiName(),
                  Texts.percentAtLeast(measured.ratio()),
                  Texts.percentAtLeast(measured.lowerBound()),
                  Texts.percentAtMost(measured.upperBound()),
                  measured.signIns(),
                  clamped(measured.users())));
    };
  }

  private static ClientEvidence client(ClientCounts client) {
    String appId = client.client().appId();
    return new ClientEvidence(
        appId.isBlank() ? "unknown" : ShortText.of(appId, 64),
        ShortText.of(client.client().nameForPeople(), 256),
        client.signIns(),
        client.unbound(),
        // Of a client only the users that it would lock out are counted.
        null,
        clamped(client.usersWithoutBroker()));
  }

  private static List<SetAside> setAside(Tally window) {
    List<SetAside> all = new ArrayList<>();
    window.setAside().forEach((reason, signIns) -> add(all, upperCamel(reason.name()), signIns));
    add(all, "NotApplicable", window.notApplicable());
    add(all, "Incomplete", window.incomplete());
    all.sort(Comparator.comparing(SetAside::signIns).reversed());
    return List.copyOf(all);
  }

  private static void add(List<SetAside> all, String reason, long signIns) {
    if (signIns > 0) {
      all.add(new SetAside(reason, signIns));
    }
  }

  private static String upperCamel(String constant) {
    StringBuilder name = new StringBuilder();
    for (String word : constant.split("_")) {
      name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return name.toString();
  }

  private static int clamped(long number) {
    return (int) Math.min(number, Integer.MAX_VALUE);
  }
}
