package dev.tokenprotection.simulator.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.tenant.Device;
import dev.tokenprotection.simulator.tenant.DirectoryObject;
import dev.tokenprotection.simulator.tenant.Group;
import dev.tokenprotection.simulator.tenant.Json;
import dev.tokenprotection.simulator.tenant.ServicePrincipal;
import dev.tokenprotection.simulator.tenant.User;
import java.util.List;

/** How directory objects are shown to a caller. */
final class DirectoryView {
  /** Source: Graph v1.0, "Get a user", section on the default set of properties. */
  private static final List<String> DEFAULT_USER =
      List.of(
          "businessPhones",
          "displayName",
          "givenName",
          "jobTitle",
          "mail",
          "mobilePhone",
          "officeLocation",
          "preferredLanguage",
          "surname",
          "userPrincipalName",
          "id");

  private DirectoryView() {}

  /** An object in an answer of its own type. */
  static ObjectNode shown(GraphCall call, ObjectNode json, DirectoryObject object) {
    return Projection.select(
        json, call.select().isEmpty() ? defaults(call, object) : call.select());
  }

  /** An object among objects of other types: it carries its type. */
  static ObjectNode shownAmongOthers(GraphCall call, DirectoryObject object) {
    ObjectNode json = Json.object().put("@odata.type", object.odataType());
    if (mayRead(call.caller(), object)) {
      json.setAll(shown(call, object.json(), object));
    } else {
      // Graph, "Limited information returned for inaccessible member objects".
      json.put("id", object.id());
    }
    return json;
  }

  private static List<String> defaults(GraphCall call, DirectoryObject object) {
    return switch (object) {
      case User user -> call.version() == GraphVersion.V1 ? DEFAULT_USER : List.of();
      case Group group -> List.of();
      case Device device -> List.of();
      case ServicePrincipal servicePrincipal -> List.of();
    };
  }

  private static boolean mayRead(Caller caller, DirectoryObject object) {
    return caller.hasAny("Directory.Read.All", "Directory.ReadWrite.All")
        || switch (object) {
          case User user ->
              caller.hasAny("User.Read.All", "User.ReadWrite.All", "User.ReadBasic.All");
          case Group group ->
              caller.hasAny(
                  "Group.Read.All",
                  "Group.ReadWrite.All",
                  "GroupMember.Read.All",
                  "GroupMember.ReadWrite.All");
          case Device device -> caller.hasAny("Device.Read.All", "Device.ReadWrite.All");
          case ServicePrincipal servicePrincipal ->
              caller.hasAny("Application.Read.All", "Application.ReadWrite.All");
        };
  }
}
