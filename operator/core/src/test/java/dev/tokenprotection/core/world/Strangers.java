package dev.tokenprotection.core.world;

import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.UserId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Those who edit in the tenant what is the rollout's. */
record Strangers(World world) {
  /** More strangers in a group than some rollouts may remove at once. */
  private static final int MANY = 6;

  void edit(Event.EditPolicy edit) {
    world.tenant().id(edit.role()).ifPresent(id -> edit(id, edit.kind()));
  }

  private void edit(PolicyId id, int kind) {
    InMemoryTenant tenant = world.tenant();
    PolicyContent content = tenant.allPolicies().get(id);
    world.watch().count(content.enforces() ? "edits of what is enforced" : "other edits");
    switch (kind) {
      case Event.EditPolicy.DELETE -> tenant.delete(id);
      case Event.EditPolicy.DELETE_FOR_GOOD -> tenant.deleteForGood(id);
      default -> tenant.edit(id, Vandal.edit(content, kind), world.now());
    }
  }

  void edit(Event.EditMembers edit) {
    InMemoryTenant tenant = world.tenant();
    List<GroupId> groups = List.copyOf(tenant.groupIds());
    if (!groups.isEmpty()) {
      GroupId group = groups.get(edit.group() % groups.size());
      Set<UserId> changed = new TreeSet<>(tenant.members(group));
      changed.addAll(Examples.users(edit.added(), edit.added() % 5 == 0 ? MANY : 1));
      changed.remove(Examples.user(edit.removed()));
      tenant.setMembers(group, changed);
    }
  }
}
