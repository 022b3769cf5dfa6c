package dev.tokenprotection.simulator.tenant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.tenant.DirectoryAudits.Actor;
import dev.tokenprotection.simulator.tenant.DirectoryAudits.Change;
import dev.tokenprotection.simulator.tenant.DirectoryAudits.Target;
import java.util.List;
import java.util.UUID;

/**
 * A person who changes things in the portal while programs run: the same effects and the same
 * traces in the audit log as a call, but by somebody else's hand.
 */
public final class Administrator {
  private final Tenant tenant;
  private final Actor.Person person;

  private Administrator(Tenant tenant, Actor.Person person) {
    this.tenant = tenant;
    this.person = person;
  }

  /** Somebody called Grace. */
  public static Administrator of(Tenant tenant) {
    return new Administrator(
        tenant,
        new Actor.Person(
            "ad000000-0000-0000-0000-000000000001", "grace@contoso.com", "Grace Admin"));
  }

  /** Creates a policy and returns its id. */
  public String createPolicy(ObjectNode content) {
    return tenant.atomically(
        () -> {
          String id = UUID.randomUUID().toString();
          ObjectNode policy =
              PolicyDocument.created(id, content, tenant.now(), tenant.settings().policies());
          tenant.writePolicy(policy);
          policyAudit("Add conditional access policy", policy, "", policy.toString());
          return id;
        });
  }

  /** Changes a policy as a PATCH with this body would. */
  public void changePolicy(String policyId, ObjectNode changes) {
    tenant.atomically(
        () -> {
          ObjectNode before = policy(policyId);
          ObjectNode after =
              PolicyDocument.changed(before, changes, tenant.now(), tenant.settings().policies());
          tenant.writePolicy(after);
          policyAudit(
              "Update conditional access policy", after, before.toString(), after.toString());
          return after;
        });
  }

  /** Deletes a policy; it can be restored. */
  public void deletePolicy(String policyId) {
    tenant.atomically(
        () -> {
          ObjectNode before = policy(policyId);
          tenant.deletePolicy(policyId);
          policyAudit("Delete conditional access policy", before, before.toString(), "");
          return before;
        });
  }

  /** Adds a member to a group. */
  public void addMember(String groupId, String memberId) {
    tenant.addMember(groupId, memberId);
    groupAudit("Add member to group", groupId, memberId);
  }

  /** Removes a member from a group. */
  public void removeMember(String groupId, String memberId) {
    tenant.removeMember(groupId, memberId);
    groupAudit("Remove member from group", groupId, memberId);
  }

  /** Deletes a user. */
  public void deleteUser(String userId) {
    tenant.directory().deleteUser(userId);
    audit("Delete user", "UserManagement", new Target(userId, "", "User", List.of()));
  }

  /** Deletes a group. */
  public void deleteGroup(String groupId) {
    tenant.directory().deleteGroup(groupId);
    audit("Delete group", "GroupManagement", new Target(groupId, "", "Group", List.of()));
  }

  private ObjectNode policy(String id) {
    return tenant
        .policies()
        .find(id)
        .orElseThrow(() -> new IllegalArgumentException("no policy with id " + id));
  }

  private void policyAudit(String activity, ObjectNode policy, String before, String after) {
    audit(
        activity,
        "Policy",
        new Target(
            policy.path("id").asText(),
            policy.path("displayName").asText(),
            "Policy",
            List.of(new Change("ConditionalAccessPolicy", before, after))));
  }

  private void groupAudit(String activity, String groupId, String memberId) {
    audit(
        activity,
        "GroupManagement",
        new Target(memberId, "", "User", List.of()),
        new Target(groupId, "", "Group", List.of()));
  }

  private void audit(String activity, String category, Target... targets) {
    tenant
        .audits()
        .record(activity, category, UUID.randomUUID().toString(), person, List.of(targets));
  }
}
