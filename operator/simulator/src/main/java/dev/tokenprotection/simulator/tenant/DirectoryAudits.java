package dev.tokenprotection.simulator.tenant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The directory audit log: who changed what. Source: Graph, "directoryAudit resource type".
 * Thread-safe.
 */
public final class DirectoryAudits {
  private final Ledger ledger;
  private final List<ObjectNode> entries = new ArrayList<>();

  DirectoryAudits(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Who did it. */
  public sealed interface Actor {
    /** An application with its own token. */
    record App(String appId, String displayName, String servicePrincipalId) implements Actor {}

    /** A person in the portal. */
    record Person(String id, String userPrincipalName, String displayName) implements Actor {}
  }

  /**
   * What it was done to.
   *
   * @param id object id
   * @param displayName its name at that time
   * @param type {@code Policy}, {@code Group}, {@code User}
   * @param changes {@code modifiedProperties}, may be empty
   */
  public record Target(String id, String displayName, String type, List<Change> changes) {}

  /** One changed property, values as JSON text. */
  public record Change(String property, String oldValue, String newValue) {}

  /**
   * Writes one successful activity down.
   *
   * @param activity such as {@code Update conditional access policy}
   * @param category such as {@code Policy} or {@code GroupManagement}
   * @param correlationId of the request
   */
  public void record(
      String activity, String category, String correlationId, Actor actor, List<Target> targets) {
    ledger.locked(
        () -> {
          ObjectNode entry = Json.object();
          entry.put("id", "Directory_" + UUID.randomUUID());
          entry.put("category", category).put("correlationId", correlationId);
          entry.put("result", "success").put("resultReason", "");
          entry.put("activityDisplayName", activity);
          entry.put("activityDateTime", Json.timestamp(ledger.now()));
          entry.put("loggedByService", service(category)).put("operationType", operation(activity));
          entry.set("initiatedBy", initiatedBy(actor));
          targets.forEach(target -> entry.withArray("targetResources").add(json(target)));
          entry.putArray("additionalDetails");
          entries.add(entry);
        });
  }

  /** All entries, newest first. */
  public List<ObjectNode> newestFirst() {
    return ledger.locked(() -> List.copyOf(entries.reversed()));
  }

  private static String service(String category) {
    return category.equals("Policy") ? "Conditional Access" : "Core Directory";
  }

  private static String operation(String activity) {
    return switch (activity.split(" ")[0]) {
      case "Add" -> "Add";
      case "Delete", "Remove" -> "Delete";
      default -> "Update";
    };
  }

  private static ObjectNode initiatedBy(Actor actor) {
    ObjectNode by = Json.object();
    switch (actor) {
      case Actor.App app -> {
        by.putNull("user");
        by.putObject("app")
            .put("appId", app.appId())
            .put("displayName", app.displayName())
            .put("servicePrincipalId", app.servicePrincipalId())
            .putNull("servicePrincipalName");
      }
      case Actor.Person person -> {
        by.putNull("app");
        by.putObject("user")
            .put("id", person.id())
            .put("displayName", person.displayName())
            .put("userPrincipalName", person.userPrincipalName())
            .putNull("ipAddress");
      }
    }
    return by;
  }

  private static ObjectNode json(Target target) {
    ObjectNode json = Json.object();
    json.put("id", target.id()).put("displayName", target.displayName());
    json.put("type", target.type()).putNull("userPrincipalName").putNull("groupType");
    json.putArray("modifiedProperties");
    target
        .changes()
        .forEach(
            change ->
                json.withArray("modifiedProperties")
                    .addObject()
                    .put("displayName", change.property())
                    .put("oldValue", change.oldValue())
                    .put("newValue", change.newValue()));
    return json;
  }
}
