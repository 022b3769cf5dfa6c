package dev.tokenprotection.simulator.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.graph.Access.Service;
import dev.tokenprotection.simulator.tenant.DirectoryAudits.Target;
import dev.tokenprotection.simulator.tenant.DirectoryObject;
import dev.tokenprotection.simulator.tenant.Group;
import dev.tokenprotection.simulator.tenant.Json;
import dev.tokenprotection.simulator.tenant.Tenant;
import dev.tokenprotection.simulator.tenant.User;
import dev.tokenprotection.simulator.wire.WireResponse;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Members and owners of groups. Sources: Graph, "List members", "List group transitive members",
 * "Add members", "Remove member".
 */
final class GroupMembersApi {
  private final Tenant tenant;
  private final GroupRules rules;
  private final Audit audit;

  GroupMembersApi(Tenant tenant, Audit audit) {
    this.tenant = tenant;
    this.rules = new GroupRules(tenant);
    this.audit = audit;
  }

  Stream<Route> routes() {
    Access byObject = Access.decidedByHandler(Service.DIRECTORY);
    Stream<Route> reads =
        Stream.of("members", "transitiveMembers")
            .flatMap(
                relation ->
                    Stream.of(
                        Route.of("GET", "groups/{id}/" + relation, GroupsApi.READ, this::read),
                        Route.of(
                            "GET", "groups/{id}/" + relation + "/$ref", GroupsApi.READ, this::refs),
                        Route.of(
                            "GET",
                            "groups/{id}/" + relation + "/{type}",
                            GroupsApi.READ,
                            this::read)));
    return Stream.concat(
        reads,
        Stream.of(
            Route.of("POST", "groups/{id}/members/$ref", byObject, this::add),
            Route.of("DELETE", "groups/{id}/members/{member}/$ref", byObject, this::remove),
            Route.of("DELETE", "groups/{id}/members/{member}", byObject, this::deleteObject),
            Route.of("GET", "groups/{id}/owners", GroupsApi.READ, this::owners),
            Route.of("POST", "groups/{id}/owners/$ref", byObject, this::addOwner),
            Route.of("DELETE", "groups/{id}/owners/{owner}/$ref", byObject, this::removeOwner)));
  }

  private WireResponse read(GraphCall call) {
    String type = call.keys().getOrDefault("type", "");
    List<DirectoryObject> members = objects(related(call)).stream().filter(ofType(type)).toList();
    return type.isEmpty()
        ? mixed(call, members)
        : page(call, members, object -> DirectoryView.shown(call, object.json(), object));
  }

  private WireResponse refs(GraphCall call) {
    return page(
        call,
        objects(related(call)),
        object -> Json.object().put("@odata.id", call.root() + "/directoryObjects/" + object.id()));
  }

  private WireResponse owners(GraphCall call) {
    Group group = GroupsApi.visibleGroup(tenant, call.key("id"));
    return mixed(call, objects(tenant.memberships().ownersOf(group.id())));
  }

  private WireResponse add(GraphCall call) {
    Group group = stored(call);
    rules.checkMembersWritable(call.caller(), group);
    String reference = call.body().path("@odata.id").asText();
    String member = rules.newMembers(group, Json.array(List.of(reference))).getFirst();
    tenant.addMember(group.id(), member);
    audit(call, "Add member to group", group, member);
    return WireResponse.noContent();
  }

  private WireResponse remove(GraphCall call) {
    Group group = stored(call);
    rules.checkMembersWritable(call.caller(), group);
    String member = call.key("member");
    if (!tenant.memberships().isMember(group.id(), member)) {
      throw GraphRefusal.noSuchObject(member);
    }
    tenant.removeMember(group.id(), member);
    audit(call, "Remove member from group", group, member);
    return WireResponse.noContent();
  }

  /** Without {@code /$ref} the request means the member itself. */
  private WireResponse deleteObject(GraphCall call) {
    Group group = stored(call);
    rules.checkMembersWritable(call.caller(), group);
    String member = call.key("member");
    DirectoryObject object =
        tenant
            .directory()
            .object(member)
            .filter(found -> tenant.memberships().isMember(group.id(), member))
            .orElseThrow(() -> GraphRefusal.noSuchObject(member));
    boolean permitted =
        object instanceof User
            && call.caller().hasAny("User.ReadWrite.All", "Directory.ReadWrite.All");
    if (!permitted) {
      throw GraphRefusal.insufficientPrivileges();
    }
    tenant.directory().deleteUser(member);
    audit.write(call, "Delete user", "UserManagement", new Target(member, "", "User", List.of()));
    return WireResponse.noContent();
  }

  private WireResponse addOwner(GraphCall call) {
    Group group = stored(call);
    rules.checkPropertiesWritable(call.caller(), group);
    String owner = GroupRules.idOf(call.body().path("@odata.id").asText());
    rules.checkExists(owner);
    if (tenant.memberships().ownersOf(group.id()).contains(owner)) {
      throw GraphRefusal.directoryBadRequest(
          "One or more added object references already exist for the following modified"
              + " properties: 'owners'.");
    }
    tenant.memberships().addOwner(group.id(), owner);
    audit(call, "Add owner to group", group, owner);
    return WireResponse.noContent();
  }

  private WireResponse removeOwner(GraphCall call) {
    Group group = stored(call);
    rules.checkPropertiesWritable(call.caller(), group);
    tenant.memberships().removeOwner(group.id(), call.key("owner"));
    audit(call, "Remove owner from group", group, call.key("owner"));
    return WireResponse.noContent();
  }

  private Collection<String> related(GraphCall call) {
    Group group = GroupsApi.visibleGroup(tenant, call.key("id"));
    boolean transitive =
        Route.normalised(call.request().segments()).stream()
            .anyMatch("transitiveMembers"::equalsIgnoreCase);
    return transitive ? transitiveMembers(group.id()) : members(group.id());
  }

  private List<String> members(String groupId) {
    Instant seen = tenant.now().minus(tenant.settings().staleness().membersBehind());
    return tenant.memberships().membersWrittenBy(groupId, seen);
  }

  private Set<String> transitiveMembers(String groupId) {
    Set<String> reached = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(groupId));
    while (!open.isEmpty()) {
      for (String member : members(open.pop())) {
        if (reached.add(member)) {
          open.push(member);
        }
      }
    }
    return reached;
  }

  private List<DirectoryObject> objects(Collection<String> ids) {
    return ids.stream().map(tenant.directory()::object).flatMap(Optional::stream).toList();
  }

  /** SDKs write the cast with the alias of the namespace: {@code graph.user}. */
  private static Predicate<DirectoryObject> ofType(String type) {
    String wanted = "#" + type.replaceFirst("^graph\\.", "microsoft.graph.");
    return object -> type.isEmpty() || object.odataType().equalsIgnoreCase(wanted);
  }

  private static WireResponse mixed(GraphCall call, List<DirectoryObject> objects) {
    return page(call, objects, object -> DirectoryView.shownAmongOthers(call, object));
  }

  private static WireResponse page(
      GraphCall call,
      List<DirectoryObject> objects,
      Function<DirectoryObject, ObjectNode> projection) {
    Map<String, DirectoryObject> byId =
        objects.stream().collect(Collectors.toMap(DirectoryObject::id, Function.identity()));
    List<ObjectNode> items =
        call.query("filter").isPresent()
            ? objects.stream().map(DirectoryObject::json).toList()
            : objects.stream().map(object -> Json.object().put("id", object.id())).toList();
    return Listing.of("directoryObjects")
        .page(call, items, item -> projection.apply(byId.get(item.path("id").asText())));
  }

  private Group stored(GraphCall call) {
    return tenant
        .directory()
        .group(call.key("id"))
        .orElseThrow(() -> GraphRefusal.noSuchObject(call.key("id")));
  }

  private void audit(GraphCall call, String activity, Group group, String memberId) {
    audit.write(
        call,
        activity,
        "GroupManagement",
        new Target(memberId, "", "User", List.of()),
        new Target(group.id(), group.displayName(), "Group", List.of()));
  }
}
