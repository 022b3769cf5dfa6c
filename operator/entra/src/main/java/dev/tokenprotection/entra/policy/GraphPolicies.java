package dev.tokenprotection.entra.policy;

import com.microsoft.graph.identity.conditionalaccess.deleteditems.policies.item.ConditionalAccessPolicyItemRequestBuilder;
import com.microsoft.graph.identity.conditionalaccess.policies.PoliciesRequestBuilder;
import com.microsoft.graph.models.ConditionalAccessPolicy;
import com.microsoft.graph.serviceclient.GraphServiceClient;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyContent.TokenProtection;
import dev.tokenprotection.core.model.PolicyField;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Outcome.Done;
import dev.tokenprotection.core.port.PolicyListing;
import dev.tokenprotection.core.port.PolicyPort;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.core.port.Problem.Cause;
import dev.tokenprotection.entra.call.GraphCalls;
import dev.tokenprotection.entra.call.Operation;
import dev.tokenprotection.entra.call.Permissions;
import java.util.Set;
import java.util.function.Supplier;

/** The Conditional Access policies of a tenant, through Microsoft Graph. */
public final class GraphPolicies implements PolicyPort {
  private final GraphServiceClient sdk;
  private final GraphCalls calls;

  /**
   * @param sdk builds requests to the version of the API that policies are written through
   */
  public GraphPolicies(GraphServiceClient sdk, GraphCalls calls) {
    this.sdk = sdk;
    this.calls = calls;
  }

  /**
   * {@inheritDoc} No filter and no page size is asked for: a filter on the name has missed the
   * second page, and a page size has lost the link to it.
   */
  @Override
  public Outcome<PolicyListing> list() {
    return calls
        .readAll(
            reading("list the Conditional Access policies"),
            () -> policies().toGetRequestInformation(),
            ListedPolicy::of)
        .map(ListedPolicy::listing);
  }

  @Override
  public Outcome<ObservedPolicy> get(PolicyId id) {
    return calls.read(
        reading("read the policy " + id),
        () -> policies().byConditionalAccessPolicyId(id.value()).toGetRequestInformation(),
        PolicyProjection::of);
  }

  @Override
  public Outcome<ObservedPolicy> getDeleted(PolicyId id) {
    return calls.read(
        reading("look for the deleted policy " + id),
        () -> deleted(id).toGetRequestInformation(),
        PolicyProjection::of);
  }

  @Override
  public Outcome<Done> restore(PolicyId id) {
    return calls.write(
        writing("restore the deleted policy " + id),
        () -> deleted(id).restore().toPostRequestInformation());
  }

  @Override
  public Outcome<PolicyId> create(PolicyContent content) {
    Operation operation = writing("create the policy \"" + content.displayName() + "\"");
    if (content.tokenProtection() == TokenProtection.ABSENT) {
      return notOurs(operation);
    }
    return calls.write(
        operation,
        () -> policies().toPostRequestInformation(PolicyBody.creating(content)),
        answer -> new PolicyId(answer.text("id")));
  }

  @Override
  public Outcome<Done> update(PolicyId id, Set<PolicyField> fields, PolicyContent content) {
    Operation operation = writing("change the policy " + id);
    if (fields.isEmpty()) {
      return new Outcome.Ok<>(Done.DONE);
    }
    if (fields.contains(PolicyField.STATE)
        || fields.contains(PolicyField.TOKEN_PROTECTION)
            && content.tokenProtection() == TokenProtection.ABSENT) {
      return notOurs(operation);
    }
    return patch(operation, id, () -> PolicyBody.writing(fields, content));
  }

  @Override
  public Outcome<Done> setState(PolicyId id, PolicyState state) {
    return patch(
        writing("set the policy " + id + " to " + state.graphName()),
        id,
        () -> PolicyBody.inState(state));
  }

  private Outcome<Done> patch(
      Operation operation, PolicyId id, Supplier<ConditionalAccessPolicy> body) {
    return calls.write(
        operation,
        () ->
            policies()
                .byConditionalAccessPolicyId(id.value())
                .toPatchRequestInformation(body.get()));
  }

  private ConditionalAccessPolicyItemRequestBuilder deleted(PolicyId id) {
    return sdk.identity()
        .conditionalAccess()
        .deletedItems()
        .policies()
        .byConditionalAccessPolicyId(id.value());
  }

  private PoliciesRequestBuilder policies() {
    return sdk.identity().conditionalAccess().policies();
  }

  private static Operation reading(String attempted) {
    return Operation.onPolicies(attempted, Permissions.READ_POLICIES);
  }

  private static Operation writing(String attempted) {
    return Operation.onPolicies(attempted, Permissions.WRITE_POLICIES);
  }

  /** What no rollout may write is refused here too, whoever asks. */
  private static <T> Outcome<T> notOurs(Operation operation) {
    return new Outcome.Terminal<>(
        Problem.withoutEffect(
            Cause.REFUSED,
            operation.attempted(),
            "not sent, since it would switch token protection off or join the state to other"
                + " fields",
            "Report this as a defect of the operator."));
  }
}
