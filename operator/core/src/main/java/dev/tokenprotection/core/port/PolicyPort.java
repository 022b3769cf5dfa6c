package dev.tokenprotection.core.port;

import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyField;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.port.Outcome.Done;
import java.util.Set;

/**
 * The Conditional Access policies of a tenant. No call is repeated by the implementation once it
 * may have written.
 */
public interface PolicyPort {
  /**
   * All policies of the tenant, every page of them, those that can't be read by name and id alone.
   */
  Outcome<PolicyListing> list();

  /**
   * One policy; {@link Problem.Cause#NOT_FOUND} (a {@link Outcome.Conflict}) when it is not there.
   */
  Outcome<ObservedPolicy> get(PolicyId id);

  /**
   * One policy that was deleted and can still be restored, as it would come back; {@link
   * Problem.Cause#NOT_FOUND} when there is no such policy. Source: Microsoft Entra, "Recover from
   * deletions in Microsoft Entra ID", section on Conditional Access policies: kept for 30 days.
   */
  Outcome<ObservedPolicy> getDeleted(PolicyId id);

  /**
   * Restores a deleted policy as it was, with its id, also with the state that it had. Some tenants
   * do not let applications do it.
   */
  Outcome<Done> restore(PolicyId id);

  /** Creates a policy, sent exactly once. */
  Outcome<PolicyId> create(PolicyContent content);

  /**
   * Writes {@code fields} of {@code content}, and nothing else. {@link PolicyField#STATE} has a
   * call of its own.
   */
  Outcome<Done> update(PolicyId id, Set<PolicyField> fields, PolicyContent content);

  /** Writes the state alone. */
  Outcome<Done> setState(PolicyId id, PolicyState state);
}
