package dev.tokenprotection.entra.directory;

import com.microsoft.graph.models.Group;
import com.microsoft.graph.serviceclient.GraphServiceClient;
import com.microsoft.kiota.RequestInformation;
import dev.tokenprotection.core.model.FoldedName;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Outcome.Done;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.core.port.Problem.Cause;
import dev.tokenprotection.entra.call.GraphCalls;
import dev.tokenprotection.entra.call.Operation;
import dev.tokenprotection.entra.call.Permissions;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The writes to groups. Each call sends one request, once. */
public final class GroupWrites {
  /** Source: Microsoft Graph v1.0 reference, "Add members", example 2. */
  private static final int MOST_AT_ONCE = 20;

  private static final int LONGEST_NICKNAME = 64;

  private final GraphServiceClient sdk;
  private final GraphCalls calls;
  private final URI graph;

  /**
   * @param graph the tenant's cloud, whose host the urls of members must have
   */
  public GroupWrites(GraphServiceClient sdk, GraphCalls calls, URI graph) {
    this.sdk = sdk;
    this.calls = calls;
    this.graph = graph;
  }

  /**
   * Creates a security group that we own: with the permission to create groups alone, a group
   * without an owner could never be changed again. Source: Microsoft Graph v1.0 reference, "Create
   * group", section "Permissions".
   */
  Outcome<GroupId> create(String displayName, String description) {
    Operation operation =
        Operation.onGroups("create the group \"" + displayName + "\"", Permissions.CREATE_GROUPS);
    return calls.writeAs(
        operation,
        token ->
            sdk.groups()
                .toPostRequestInformation(
                    newGroup(displayName, description, token.servicePrincipalId())),
        answer -> new GroupId(answer.text("id")));
  }

  private Group newGroup(String displayName, String description, Optional<String> owner) {
    Group group = bare();
    group.setDisplayName(displayName);
    if (!description.isEmpty()) {
      group.setDescription(description);
    }
    group.setMailEnabled(false);
    group.setMailNickname(nickname(displayName));
    group.setSecurityEnabled(true);
    owner.ifPresent(id -> bind(group, "owners@odata.bind", List.of(url("servicePrincipals", id))));
    return group;
  }

  /**
   * Writes the description alone; what a PATCH leaves out keeps its value. Source: Microsoft Graph
   * v1.0 reference, "Update group".
   */
  Outcome<Done> describe(GroupId id, String description) {
    return calls.write(
        Operation.onGroups("write the description of the group " + id, Permissions.WRITE_GROUPS),
        () -> {
          Group group = bare();
          group.setDescription(description);
          return sdk.groups().byGroupId(id.value()).toPatchRequestInformation(group);
        });
  }

  /**
   * Adds users in one request, which is refused as a whole when it names a member.
   *
   * @param members reads who is a member now
   */
  Outcome<Done> add(GroupId id, List<UserId> users, Supplier<Outcome<Set<UserId>>> members) {
    Set<UserId> wanted = new LinkedHashSet<>(users);
    Operation operation =
        Operation.onGroups(
            "add " + wanted.size() + " members to the group " + id, Permissions.WRITE_MEMBERS);
    if (wanted.isEmpty()) {
      return new Outcome.Ok<>(Done.DONE);
    }
    if (wanted.size() > MOST_AT_ONCE) {
      return new Outcome.Terminal<>(
          Problem.withoutEffect(
              Cause.REFUSED,
              operation.attempted(),
              "not sent, since one request may name " + MOST_AT_ONCE,
              "Report this as a defect of the operator."));
    }
    Outcome<Done> outcome = calls.write(operation, () -> addingAll(id, wanted));
    return outcome instanceof Outcome.Terminal<Done>(Problem refusal)
            && refusal.cause() == Cause.REFUSED
        ? explained(refusal, wanted, members.get())
        : outcome;
  }

  /** The words of a refusal may be translated, so it is looked up whether it means a member. */
  private static Outcome<Done> explained(
      Problem refusal, Set<UserId> wanted, Outcome<Set<UserId>> members) {
    return members.flatMap(
        present ->
            wanted.stream().anyMatch(present::contains)
                ? new Outcome.Conflict<>(refusal)
                : new Outcome.Terminal<>(refusal));
  }

  private RequestInformation addingAll(GroupId id, Set<UserId> users) {
    Group group = bare();
    bind(group, "members@odata.bind", users.stream().map(this::url).toList());
    return sdk.groups().byGroupId(id.value()).toPatchRequestInformation(group);
  }

  /** Removes the membership, by its reference: without that, the request would delete the user. */
  Outcome<Done> remove(GroupId id, UserId user) {
    Outcome<Done> outcome =
        calls.write(
            Operation.onGroups("remove a member from the group " + id, Permissions.WRITE_MEMBERS),
            () ->
                sdk.groups()
                    .byGroupId(id.value())
                    .members()
                    .byDirectoryObjectId(user.value())
                    .ref()
                    .toDeleteRequestInformation());
    boolean isNoMember =
        outcome instanceof Outcome.Conflict<Done>(Problem problem)
            && problem.cause() == Cause.NOT_FOUND;
    return isNoMember ? new Outcome.Ok<>(Done.DONE) : outcome;
  }

  private String url(UserId user) {
    return url("directoryObjects", user.value());
  }

  private String url(String collection, String id) {
    return graph.resolve("/v1.0/" + collection + "/" + id).toString();
  }

  private static void bind(Group group, String member, List<String> urls) {
    Map<String, Object> additional = new HashMap<>();
    additional.put(member, urls);
    group.setAdditionalData(additional);
  }

  /** Without the type name that the SDK's constructor sets. */
  private static Group bare() {
    Group group = new Group();
    group.getBackingStore().clear();
    return group;
  }

  /** A mail nickname is demanded of every group, and may hold little besides letters and digits. */
  private static String nickname(String displayName) {
    String plain = FoldedName.of(displayName).value().replaceAll("[^A-Za-z0-9-]", "");
    String cut = plain.substring(0, Math.min(plain.length(), LONGEST_NICKNAME));
    return cut.isEmpty() ? "token-protection" : cut;
  }
}
