package dev.tokenprotection.entra.directory;

import com.microsoft.graph.models.Group;
import com.microsoft.graph.models.ReferenceCreate;
import com.microsoft.graph.serviceclient.GraphServiceClient;
import com.microsoft.kiota.RequestInformation;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Outcome.Done;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.core.port.Problem.Cause;
import dev.tokenprotection.entra.call.GraphCalls;
import dev.tokenprotection.entra.call.Operation;
import dev.tokenprotection.entra.call.Permissions;
import dev.tokenprotection.entra.credential.TokenSource;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The writes to groups. Each request leaves once; what it meant to do is read back where needed.
 */
public final class GroupWrites {
  /** Source: Microsoft Graph v1.0 reference, "Add members", example 2. */
  private static final int MOST_AT_ONCE = 20;

  private static final int LONGEST_NICKNAME = 64;

  private final GraphServiceClient sdk;
  private final GraphCalls calls;
  private final TokenSource tokens;
  private final URI graph;

  /**
   * @param graph the tenant's cloud, whose host the urls of members must have
   */
  public GroupWrites(GraphServiceClient sdk, GraphCalls calls, TokenSource tokens, URI graph) {
    this.sdk = sdk;
    this.calls = calls;
    this.tokens = tokens;
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
    return tokens
        .current()
        .flatMap(
            token ->
                calls.write(
                    operation,
                    () ->
                        sdk.groups()
                            .toPostRequestInformation(
                                newGroup(displayName, description, token.servicePrincipalId())),
                    answer -> new GroupId(answer.text("id"))));
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

  /** Adds users; that some are members already is no failure. */
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
    Outcome<Done> all = calls.write(operation, () -> addingAll(id, wanted));
    return switch (standing(all)) {
      case SETTLED -> all;
      case SOME_ARE_MEMBERS, SOME_MAY_BE_MEMBERS -> addMissing(id, wanted, members, all);
    };
  }

  /** What the answer to an addition says of those who were to be added. */
  private enum Standing {
    SETTLED,
    SOME_ARE_MEMBERS,
    /** The words of the refusal may be translated, so it has to be looked up. */
    SOME_MAY_BE_MEMBERS
  }

  private static Standing standing(Outcome<Done> outcome) {
    boolean refused =
        outcome.failure().filter(problem -> problem.cause() == Cause.REFUSED).isPresent();
    return switch (outcome) {
      case Outcome.Conflict<Done> conflict when refused -> Standing.SOME_ARE_MEMBERS;
      case Outcome.Terminal<Done> terminal when refused -> Standing.SOME_MAY_BE_MEMBERS;
      case Outcome.Conflict<Done> conflict -> Standing.SETTLED;
      case Outcome.Terminal<Done> terminal -> Standing.SETTLED;
      case Outcome.Ok<Done> ok -> Standing.SETTLED;
      case Outcome.Retryable<Done> retryable -> Standing.SETTLED;
      case Outcome.Throttled<Done> throttled -> Standing.SETTLED;
    };
  }

  /**
   * A request that names a member is refused as a whole: who is missing is read, and added one by
   * one. What is read may be behind, so a member may be among the missing.
   */
  private Outcome<Done> addMissing(
      GroupId id,
      Set<UserId> wanted,
      Supplier<Outcome<Set<UserId>>> members,
      Outcome<Done> refusal) {
    return members
        .get()
        .flatMap(
            present -> {
              boolean unexplained =
                  standing(refusal) == Standing.SOME_MAY_BE_MEMBERS
                      && wanted.stream().noneMatch(present::contains);
              return unexplained
                  ? refusal
                  : addEach(id, wanted.stream().filter(user -> !present.contains(user)).toList());
            });
  }

  private Outcome<Done> addEach(GroupId id, List<UserId> missing) {
    Outcome<Done> outcome = new Outcome.Ok<>(Done.DONE);
    for (UserId user : missing) {
      outcome = addOne(id, user);
      if (!(outcome instanceof Outcome.Ok)) {
        return outcome;
      }
    }
    return outcome;
  }

  private Outcome<Done> addOne(GroupId id, UserId user) {
    Outcome<Done> outcome =
        calls.write(
            Operation.onGroups("add a member to the group " + id, Permissions.WRITE_MEMBERS),
            () -> adding(id, user));
    return standing(outcome) == Standing.SOME_ARE_MEMBERS ? new Outcome.Ok<>(Done.DONE) : outcome;
  }

  private RequestInformation addingAll(GroupId id, Set<UserId> users) {
    Group group = bare();
    bind(group, "members@odata.bind", users.stream().map(this::url).toList());
    return sdk.groups().byGroupId(id.value()).toPatchRequestInformation(group);
  }

  private RequestInformation adding(GroupId id, UserId user) {
    ReferenceCreate reference = new ReferenceCreate();
    reference.setOdataId(url(user));
    return sdk.groups().byGroupId(id.value()).members().ref().toPostRequestInformation(reference);
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
