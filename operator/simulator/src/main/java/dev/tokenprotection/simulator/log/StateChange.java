package dev.tokenprotection.simulator.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.tenant.Group;
import dev.tokenprotection.simulator.tenant.Json;
import dev.tokenprotection.simulator.tenant.TenantSnapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What differs between two snapshots, as JSON: policies, groups and members by id. */
final class StateChange {
  private StateChange() {}

  static ObjectNode between(TenantSnapshot before, TenantSnapshot after) {
    ObjectNode change = Json.object();
    ObjectNode policies = Json.object();
    Map<String, ObjectNode> old = before.policies();
    Map<String, ObjectNode> now = after.policies();
    for (String id : union(old.keySet(), now.keySet())) {
      JsonNode from = orNull(old.get(id));
      JsonNode to = orNull(now.get(id));
      if (!from.equals(to)) {
        policies.putObject(id).<ObjectNode>set("before", from).set("after", to);
      }
    }
    if (!policies.isEmpty()) {
      change.set("policies", policies);
    }
    ObjectNode groups = groups(before, after);
    if (!groups.isEmpty()) {
      change.set("groups", groups);
    }
    return change;
  }

  private static ObjectNode groups(TenantSnapshot before, TenantSnapshot after) {
    ObjectNode changes = Json.object();
    Map<String, Group> old = before.groups();
    Map<String, Group> now = after.groups();
    for (String id : union(old.keySet(), now.keySet())) {
      ObjectNode change = Json.object();
      JsonNode from = properties(old.get(id));
      JsonNode to = properties(now.get(id));
      if (!from.equals(to)) {
        change.set("before", from);
        change.set("after", to);
      }
      List<String> membersBefore = before.membersOf(id);
      List<String> membersAfter = after.membersOf(id);
      set(change, "added", without(membersAfter, membersBefore));
      set(change, "removed", without(membersBefore, membersAfter));
      if (!change.isEmpty()) {
        changes.set(id, change);
      }
    }
    return changes;
  }

  private static void set(ObjectNode change, String name, List<String> ids) {
    if (!ids.isEmpty()) {
      change.set(name, Json.array(ids));
    }
  }

  private static List<String> without(List<String> all, List<String> others) {
    List<String> rest = new ArrayList<>(all);
    rest.removeAll(new HashSet<>(others));
    return rest;
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    Set<String> all = new LinkedHashSet<>(some);
    all.addAll(others);
    return all;
  }

  private static JsonNode properties(Group group) {
    return Optional.ofNullable(group).<JsonNode>map(Group::properties).orElse(NullNode.instance);
  }

  private static JsonNode orNull(ObjectNode policy) {
    return Optional.<JsonNode>ofNullable(policy).orElse(NullNode.instance);
  }
}
