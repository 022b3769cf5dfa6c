package dev.tokenprotection.simulator.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.tenant.Group;
import dev.tokenprotection.simulator.tenant.Json;
import dev.tokenprotection.simulator.tenant.Tenant;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/** Who may change which group, and how. Source: Graph, "Create group", "Add members". */
final class GroupRules {
  private static final int MEMBERS_IN_ONE_REQUEST = 20;

  private final Tenant tenant;

  GroupRules(Tenant tenant) {
    this.tenant = tenant;
  }

  /** Refuses a create without what a group needs. */
  void checkCreate(Caller caller, ObjectNode sent) {
    Stream.of("displayName", "mailEnabled", "mailNickname", "securityEnabled")
        .filter(property -> !sent.hasNonNull(property))
        .findFirst()
        .ifPresent(
            property -> {
              throw GraphRefusal.directoryBadRequest(
                  "A value is required for property '" + property + "' of resource 'Group'.");
            });
    if (sent.path("isAssignableToRole").asBoolean()
        && !caller.hasAny("RoleManagement.ReadWrite.Directory")) {
      throw GraphRefusal.insufficientPrivileges();
    }
  }

  /** Refuses a caller who may not change the properties of the group. */
  void checkPropertiesWritable(Caller caller, Group group) {
    boolean permitted =
        caller.hasAny("Group.ReadWrite.All", "Directory.ReadWrite.All") || owns(caller, group);
    checkPermitted(caller, group, permitted);
  }

  /** Refuses a caller who may not change the members of the group, and groups nobody may change. */
  void checkMembersWritable(Caller caller, Group group) {
    boolean permitted =
        caller.hasAny("GroupMember.ReadWrite.All", "Group.ReadWrite.All", "Directory.ReadWrite.All")
            || owns(caller, group);
    checkPermitted(caller, group, permitted);
    if (group.isDynamic()) {
      throw GraphRefusal.insufficientPrivileges();
    }
    if (group.onPremisesSyncEnabled()) {
      throw GraphRefusal.directoryBadRequest(
          "Unable to update the specified properties for on-premises mastered Directory Sync"
              + " objects or objects currently undergoing migration.");
    }
  }

  /** The ids that an {@code @odata.bind} names; refuses what cannot be added as a whole. */
  List<String> newMembers(Group group, JsonNode bind) {
    List<String> ids = Json.strings(bind).stream().map(GroupRules::idOf).toList();
    if (ids.size() > MEMBERS_IN_ONE_REQUEST) {
      throw GraphRefusal.directoryBadRequest(
          "The number of references in 'members@odata.bind' is "
              + ids.size()
              + "; the maximum in one request is "
              + MEMBERS_IN_ONE_REQUEST
              + ".");
    }
    for (String id : ids) {
      checkExists(id);
    }
    boolean repeated = new HashSet<>(ids).size() < ids.size();
    if (repeated || ids.stream().anyMatch(id -> tenant.memberships().isMember(group.id(), id))) {
      throw GraphRefusal.directoryBadRequest(
          "One or more added object references already exist for the following modified"
              + " properties: 'members'.");
    }
    return ids;
  }

  /** Refuses the id of nothing. */
  void checkExists(String id) {
    if (tenant.directory().object(id).isEmpty()) {
      throw GraphRefusal.noSuchObject(id);
    }
  }

  /** The id at the end of {@code …/directoryObjects/{id}} or {@code …/users/{id}}. */
  static String idOf(String reference) {
    String path = reference.replaceFirst("/+$", "");
    String last = path.substring(path.lastIndexOf('/') + 1);
    return last.replaceFirst("^\\w+\\('(.*)'\\)$", "$1");
  }

  private void checkPermitted(Caller caller, Group group, boolean permitted) {
    // A restricted management administrative unit asks for a role scoped to it, which no app
    // permission replaces.
    boolean roleMissing =
        group.isAssignableToRole() && !caller.hasAny("RoleManagement.ReadWrite.Directory");
    if (!permitted || roleMissing || group.isManagementRestricted()) {
      throw GraphRefusal.insufficientPrivileges();
    }
  }

  /** An app that may only create groups may change those that it owns. */
  private boolean owns(Caller caller, Group group) {
    return caller.hasAny("Group.Create")
        && tenant.memberships().ownersOf(group.id()).contains(caller.servicePrincipalId());
  }
}
