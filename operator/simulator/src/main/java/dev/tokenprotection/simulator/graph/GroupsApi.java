package dev.tokenprotection.simulator.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.graph.Access.Service;
import dev.tokenprotection.simulator.tenant.DirectoryAudits.Target;
import dev.tokenprotection.simulator.tenant.Group;
import dev.tokenprotection.simulator.tenant.Json;
import dev.tokenprotection.simulator.tenant.Tenant;
import dev.tokenprotection.simulator.wire.WireResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Groups themselves. Source: Graph, "group resource type". */
final class GroupsApi {
  static final Access READ =
      Access.anyOf(
          Service.DIRECTORY,
          "GroupMember.Read.All",
          "GroupMember.ReadWrite.All",
          "Group.Read.All",
          "Group.ReadWrite.All",
          "Directory.Read.All",
          "Directory.ReadWrite.All");
  private static final Access CREATE =
      Access.anyOf(
          Service.DIRECTORY, "Group.Create", "Group.ReadWrite.All", "Directory.ReadWrite.All");

  private final Tenant tenant;
  private final GroupRules rules;
  private final Audit audit;

  GroupsApi(Tenant tenant, Audit audit) {
    this.tenant = tenant;
    this.rules = new GroupRules(tenant);
    this.audit = audit;
  }

  Stream<Route> routes() {
    Access byObject = Access.decidedByHandler(Service.DIRECTORY);
    return Stream.of(
        Route.of("GET", "groups", READ, this::list),
        Route.of("POST", "groups", CREATE, this::create),
        Route.of("GET", "groups/{id}", READ, this::get),
        Route.of("PATCH", "groups/{id}", byObject, this::change),
        Route.of("DELETE", "groups/{id}", byObject, this::delete));
  }

  private WireResponse list(GraphCall call) {
    Instant seen = tenant.now().minus(tenant.settings().staleness().listBehind());
    List<ObjectNode> groups =
        tenant.directory().groupsWrittenBy(seen).stream().map(Group::json).toList();
    return Listing.of("groups")
        .page(call, groups, group -> Projection.select(group, call.select()));
  }

  private WireResponse get(GraphCall call) {
    return entity(call, 200, visibleGroup(tenant, call.key("id")));
  }

  private WireResponse create(GraphCall call) {
    ObjectNode sent = call.body();
    rules.checkCreate(call.caller(), sent);
    String id = UUID.randomUUID().toString();
    ObjectNode properties = Group.security(id, sent.path("displayName").asText()).json();
    setOwn(properties, sent);
    String created = Json.timestamp(tenant.now().truncatedTo(ChronoUnit.SECONDS));
    properties.put("id", id).put("createdDateTime", created).put("renewedDateTime", created);
    properties.putNull("deletedDateTime");
    Group group = new Group(properties);
    List<String> members = rules.newMembers(group, sent.path("members@odata.bind"));
    List<String> owners =
        Json.strings(sent.path("owners@odata.bind")).stream().map(GroupRules::idOf).toList();
    owners.forEach(rules::checkExists);
    tenant.directory().put(group);
    members.forEach(member -> tenant.addMember(id, member));
    owners.forEach(owner -> tenant.memberships().addOwner(id, owner));
    audit(call, "Add group", group);
    return entity(call, 201, group).withHeader("Location", call.root() + "/groups/" + id);
  }

  private WireResponse change(GraphCall call) {
    Group group = stored(call);
    ObjectNode sent = call.body();
    JsonNode bind = sent.path("members@odata.bind");
    boolean membersOnly =
        bind.isArray() && sent.properties().stream().allMatch(m -> isAnnotation(m.getKey()));
    if (bind.isArray()) {
      rules.checkMembersWritable(call.caller(), group);
      List<String> members = rules.newMembers(group, bind);
      members.forEach(member -> tenant.addMember(group.id(), member));
      members.forEach(member -> auditMember(call, group, member));
    }
    if (!membersOnly) {
      rules.checkPropertiesWritable(call.caller(), group);
      ObjectNode properties = group.json();
      setOwn(properties, sent);
      Group changed = new Group(properties);
      tenant.directory().put(changed);
      audit(call, "Update group", changed);
    }
    return WireResponse.noContent();
  }

  private WireResponse delete(GraphCall call) {
    Group group = stored(call);
    rules.checkPropertiesWritable(call.caller(), group);
    tenant.directory().deleteGroup(group.id());
    audit(call, "Delete group", group);
    return WireResponse.noContent();
  }

  /** The group as a reader finds it: not yet for some seconds after its creation. */
  static Group visibleGroup(Tenant tenant, String id) {
    Instant seen = tenant.now().minus(tenant.settings().staleness().createdHidden());
    return tenant
        .directory()
        .group(id)
        .filter(group -> !tenant.directory().groupCreatedAt(id).orElseThrow().isAfter(seen))
        .orElseThrow(() -> GraphRefusal.noSuchObject(id));
  }

  private Group stored(GraphCall call) {
    return tenant
        .directory()
        .group(call.key("id"))
        .orElseThrow(() -> GraphRefusal.noSuchObject(call.key("id")));
  }

  /** Takes all properties that are the client's to set, also those that nobody else knows. */
  private static void setOwn(ObjectNode properties, ObjectNode sent) {
    sent.properties().stream()
        .filter(member -> !isAnnotation(member.getKey()) && !member.getKey().equals("id"))
        .forEach(member -> properties.set(member.getKey(), member.getValue()));
  }

  private static boolean isAnnotation(String member) {
    return member.contains("@") || member.equals("odata.type");
  }

  private WireResponse entity(GraphCall call, int status, Group group) {
    return Projection.entity(
        call, status, "groups/$entity", Projection.select(group.json(), call.select()));
  }

  private void audit(GraphCall call, String activity, Group group) {
    audit.write(
        call,
        activity,
        "GroupManagement",
        new Target(group.id(), group.displayName(), "Group", List.of()));
  }

  private void auditMember(GraphCall call, Group group, String memberId) {
    audit.write(
        call,
        "Add member to group",
        "GroupManagement",
        new Target(memberId, "", "User", List.of()),
        new Target(group.id(), group.displayName(), "Group", List.of()));
  }
}
