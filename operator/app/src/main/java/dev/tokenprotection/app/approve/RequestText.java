package dev.tokenprotection.app.approve;

import dev.tokenprotection.api.v1alpha1.ApprovalRequest;
import dev.tokenprotection.api.v1alpha1.PlanChange;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import java.util.List;
import java.util.stream.Stream;

/** What a person reads before a yes: how the rollout stands, and what leaving the stage writes. */
final class RequestText {
  private RequestText() {}

  static String of(TokenProtectionRollout rollout) {
    ApprovalRequest request = rollout.getStatus().approvalRequest();
    StringBuilder text = new StringBuilder();
    text.append(
        "%s/%s asks to leave stage %s%n"
            .formatted(
                rollout.getMetadata().getNamespace(),
                rollout.getMetadata().getName(),
                request.stage()));
    orEmpty(rollout.getStatus().report())
        .filter(line -> !line.startsWith("Stop: "))
        .forEach(line -> text.append("  ").append(line).append("\n"));
    text.append("%nApproved by %d of %d%n".formatted(request.approved(), request.needed()));
    text.append(
        "Leaving it writes: %s (plan %s)%n".formatted(request.planSummary(), request.planHash()));
    orEmpty(request.planChanges()).forEach(change -> text.append(line(change)));
    return text.toString();
  }

  private static String line(PlanChange change) {
    String detail = change.detail() == null ? "" : ": " + change.detail();
    String effect =
        change.effect() == null
            ? ""
            : switch (change.effect()) {
              case "LowersProtection" -> "  # lowers protection";
              case "WidensEnforcement" -> "  # widens enforcement";
              default -> "";
            };
    return "  %s %s%s%s%n".formatted(change.action(), change.target(), detail, effect);
  }

  private static <T> Stream<T> orEmpty(List<T> values) {
    return values == null ? Stream.empty() : values.stream();
  }
}
