package dev.tokenprotection.kubernetes.status;

import dev.tokenprotection.api.v1alpha1.Bounds;
import dev.tokenprotection.api.v1alpha1.IntentAction;
import dev.tokenprotection.core.model.ShortText;
import dev.tokenprotection.core.plan.Intent;
import java.util.List;

/** The recorded intent, between the words of status and of the core. */
public final class IntentMapping {
  private IntentMapping() {}

  /**
   * @param intent null when none is open
   */
  public static Intent read(dev.tokenprotection.api.v1alpha1.Intent intent) {
    if (intent == null) {
      return Intent.NONE;
    }
    List<IntentAction> actions = intent.actions() == null ? List.of() : intent.actions();
    return new Intent(
        intent.id(),
        intent.planHash() == null ? "" : intent.planHash(),
        actions.stream()
            .map(
                action ->
                    new Intent.Entry(
                        action.type(), action.target(), action.hash() == null ? "" : action.hash()))
            .toList(),
        intent.recordedAt());
  }

  /** The intent as status shows it; null when none is open. */
  static dev.tokenprotection.api.v1alpha1.Intent status(Intent intent) {
    if (intent.equals(Intent.NONE)) {
      return null;
    }
    return new dev.tokenprotection.api.v1alpha1.Intent(
        intent.id(),
        intent.planHash(),
        intent.entries().stream()
            .limit(Bounds.ACTIONS)
            .map(
                entry ->
                    new IntentAction(entry.type(), ShortText.of(entry.target(), 256), entry.hash()))
            .toList(),
        intent.recordedAt());
  }
}
