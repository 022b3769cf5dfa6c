package dev.tokenprotection.core.evidence;

import java.util.List;

/**
 * The member appliedConditionalAccessPolicies of a row. Graph leaves the whole array out when the
 * application may not read Conditional Access policies; an empty array means that Conditional
 * Access was not reached. Source: Microsoft Graph, "List signIns", section "Permissions".
 */
public sealed interface AppliedPolicies {

  /** The member is missing or null: nothing can be said. */
  record Missing() implements AppliedPolicies {}

  /** The entries of the array. */
  record Listed(List<AppliedPolicy> entries) implements AppliedPolicies {
    public Listed {
      entries = List.copyOf(entries);
    }
  }
}
