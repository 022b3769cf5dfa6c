package dev.tokenprotection.simulator.tenant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * The policies and groups of the tenant as they were stored after one write; cheap to take, since
 * it reads the history when it is asked. Two snapshots of one tenant are equal if nothing was
 * written between them.
 */
public final class TenantSnapshot {
  private final Tenant tenant;
  private final long order;

  TenantSnapshot(Tenant tenant, long order) {
    this.tenant = tenant;
    this.order = order;
  }

  /** All policies, by id. */
  public Map<String, ObjectNode> policies() {
    return tenant.policies().upTo(order);
  }

  /** All groups, by id. */
  public Map<String, Group> groups() {
    return tenant.directory().groupsUpTo(order);
  }

  /** The direct members of a group. */
  public List<String> membersOf(String groupId) {
    return tenant.memberships().membersUpTo(groupId, order);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TenantSnapshot that && that.tenant == tenant && that.order == order;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(order);
  }

  @Override
  public String toString() {
    return "TenantSnapshot[after write " + order + "]";
  }
}
