package dev.tokenprotection.core.world;

import dev.tokenprotection.core.desired.Scope;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.plan.Intent;
import dev.tokenprotection.core.stage.Progress;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the operator remembers of a rollout.
 *
 * @param stages the text of the stages that were reached
 * @param handled the latest handled token of each annotation
 */
record Status(
    Progress progress,
    Intent intent,
    Scope passed,
    Map<PolicyRole, PolicyId> known,
    String stages,
    Map<String, String> handled) {
  static final Status ABSENT =
      new Status(new Progress.NotStarted(), Intent.NONE, Scope.NOTHING, Map.of(), "", Map.of());

  Status {
    known = Map.copyOf(known);
    handled = Map.copyOf(handled);
  }

  Status with(Intent changed) {
    return new Status(progress, changed, passed, known, stages, handled);
  }

  Status knowing(Map<PolicyRole, PolicyId> changed) {
    return new Status(progress, intent, passed, changed, stages, handled);
  }

  Status handling(Map<String, String> tokens) {
    return new Status(progress, intent, passed, known, stages, tokens);
  }

  Status at(Progress changed, Scope nowPassed, String reached) {
    return new Status(changed, intent, nowPassed, known, reached, handled);
  }

  /** How many stages were reached. */
  int reached() {
    return switch (progress) {
      case Progress.NotStarted _ -> 0;
      case Progress.AtStage at -> at.stage() + 1;
      case Progress.FellBack(Progress.AtStage from, var _) -> from.stage() + 1;
      case Progress.Completed completed -> completed.stage() + 1;
    };
  }

  /** The handled tokens with one more. */
  Map<String, String> handledAnd(String annotation, String token) {
    Map<String, String> more = new TreeMap<>(handled);
    more.put(annotation, token);
    return more;
  }
}
