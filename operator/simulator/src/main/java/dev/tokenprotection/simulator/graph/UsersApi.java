package dev.tokenprotection.simulator.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.graph.Access.Service;
import dev.tokenprotection.simulator.tenant.Device;
import dev.tokenprotection.simulator.tenant.DirectoryAudits.Target;
import dev.tokenprotection.simulator.tenant.DirectoryObject;
import dev.tokenprotection.simulator.tenant.Tenant;
import dev.tokenprotection.simulator.tenant.User;
import dev.tokenprotection.simulator.wire.WireResponse;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Users, their devices and their groups. Source: Graph, "user resource type". */
final class UsersApi {
  private static final Access READ =
      Access.anyOf(
          Service.DIRECTORY,
          "User.Read.All",
          "User.ReadBasic.All",
          "User.ReadWrite.All",
          "Directory.Read.All",
          "Directory.ReadWrite.All");
  private static final Access WRITE =
      Access.anyOf(Service.DIRECTORY, "User.ReadWrite.All", "Directory.ReadWrite.All");
  private static final Access READ_DEVICES =
      Access.anyOf(
          Service.DIRECTORY,
          "Device.Read.All",
          "Device.ReadWrite.All",
          "Directory.Read.All",
          "Directory.ReadWrite.All");
  private static final Access READ_GROUPS =
      Access.anyOf(
          Service.DIRECTORY,
          "GroupMember.Read.All",
          "Group.Read.All",
          "Group.ReadWrite.All",
          "Directory.Read.All",
          "Directory.ReadWrite.All");

  private final Tenant tenant;
  private final Audit audit;

  UsersApi(Tenant tenant, Audit audit) {
    this.tenant = tenant;
    this.audit = audit;
  }

  Stream<Route> routes() {
    return Stream.of(
        Route.of("GET", "users", READ, this::list),
        Route.of("GET", "users/{id}", READ, this::get),
        Route.of("PATCH", "users/{id}", WRITE, this::change),
        Route.of("DELETE", "users/{id}", WRITE, this::delete),
        Route.of("GET", "users/{id}/registeredDevices", READ_DEVICES, this::devices),
        Route.of("GET", "users/{id}/ownedDevices", READ_DEVICES, this::devices),
        Route.of("GET", "users/{id}/memberOf", READ_GROUPS, this::memberOf),
        Route.of("GET", "users/{id}/memberOf/{type}", READ_GROUPS, this::memberOf),
        Route.of("GET", "users/{id}/transitiveMemberOf", READ_GROUPS, this::transitiveMemberOf),
        Route.of(
            "GET", "users/{id}/transitiveMemberOf/{type}", READ_GROUPS, this::transitiveMemberOf));
  }

  private WireResponse list(GraphCall call) {
    Map<String, User> users =
        tenant.directory().users().stream()
            .collect(Collectors.toMap(User::id, u -> u, (a, b) -> a, LinkedHashMap::new));
    return Listing.of("users")
        .page(
            call,
            users.values().stream().map(User::json).toList(),
            json -> DirectoryView.shown(call, json, users.get(json.path("id").asText())));
  }

  private WireResponse get(GraphCall call) {
    User user = user(call);
    return Projection.entity(
        call, 200, "users/$entity", DirectoryView.shown(call, user.json(), user));
  }

  private WireResponse change(GraphCall call) {
    User user = user(call);
    if (call.body().has("accountEnabled")) {
      boolean enabled = call.body().path("accountEnabled").asBoolean();
      tenant.directory().put(enabled ? user.enabled() : user.disabled());
    }
    audit.write(call, "Update user", "UserManagement", target(user));
    return WireResponse.noContent();
  }

  private WireResponse delete(GraphCall call) {
    User user = user(call);
    tenant.directory().deleteUser(user.id());
    audit.write(call, "Delete user", "UserManagement", target(user));
    return WireResponse.noContent();
  }

  private WireResponse devices(GraphCall call) {
    List<Device> devices = tenant.directory().devicesOf(user(call).id());
    return objects(call, devices, "directoryObjects");
  }

  private WireResponse memberOf(GraphCall call) {
    return groups(call, tenant.memberships().groupsOf(user(call).id()));
  }

  private WireResponse transitiveMemberOf(GraphCall call) {
    return groups(call, tenant.memberships().transitiveGroupsOf(user(call).id()));
  }

  private WireResponse groups(GraphCall call, Collection<String> ids) {
    List<DirectoryObject> groups =
        ids.stream()
            .map(id -> tenant.directory().group(id).orElse(null))
            .filter(Objects::nonNull)
            .map(DirectoryObject.class::cast)
            .toList();
    return objects(call, groups, "directoryObjects");
  }

  private static WireResponse objects(
      GraphCall call, List<? extends DirectoryObject> objects, String fragment) {
    Map<String, DirectoryObject> byId =
        objects.stream().collect(Collectors.toMap(DirectoryObject::id, Function.identity()));
    List<ObjectNode> items = objects.stream().map(DirectoryObject::json).toList();
    return Listing.of(fragment)
        .page(
            call,
            items,
            json -> DirectoryView.shownAmongOthers(call, byId.get(json.path("id").asText())));
  }

  private User user(GraphCall call) {
    String key = call.key("id");
    return tenant
        .directory()
        .user(key)
        .or(() -> tenant.directory().userByPrincipalName(key))
        .orElseThrow(() -> GraphRefusal.noSuchObject(key));
  }

  private static Target target(User user) {
    return new Target(user.id(), user.displayName(), "User", List.of());
  }
}
