package dev.tokenprotection.core.plan;

import dev.tokenprotection.core.model.CanonicalHash;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyField;
import java.util.EnumSet;

/** The hash by which a policy is known again. */
public final class PolicyHash {
  private PolicyHash() {}

  /** {@code v1:} and the SHA-256 of the canonical text of all owned fields. */
  public static String of(PolicyContent content) {
    return CanonicalHash.of(CanonicalText.fields(EnumSet.allOf(PolicyField.class), content));
  }
}
