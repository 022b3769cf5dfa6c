package dev.tokenprotection.entra.directory;

import com.microsoft.graph.serviceclient.GraphServiceClient;
import com.microsoft.kiota.RequestInformation;
import dev.tokenprotection.core.model.FoldedName;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.core.port.Device;
import dev.tokenprotection.core.port.DirectoryPort;
import dev.tokenprotection.core.port.Group;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Outcome.Done;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.core.port.Problem.Cause;
import dev.tokenprotection.core.port.User;
import dev.tokenprotection.entra.call.Answer;
import dev.tokenprotection.entra.call.GraphCalls;
import dev.tokenprotection.entra.call.Operation;
import dev.tokenprotection.entra.call.Permissions;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The users and groups of a tenant, through Microsoft Graph. */
public final class GraphDirectory implements DirectoryPort {
  private static final int LARGEST_PAGE = 999;

  /** Shorter beginnings select too much to be worth a filter. */
  private static final int SHORTEST_PREFIX = 3;

  private static final String USER = "#microsoft.graph.user";

  private final GraphServiceClient sdk;
  private final GraphCalls calls;
  private final GroupWrites writes;

  public GraphDirectory(GraphServiceClient sdk, GraphCalls calls, GroupWrites writes) {
    this.sdk = sdk;
    this.calls = calls;
    this.writes = writes;
  }

  /**
   * {@inheritDoc} The service is asked for all names that begin alike, up to the first character
   * that may be typeset differently, and the match is made here.
   */
  @Override
  public Outcome<List<Group>> groupsNamed(String displayName) {
    FoldedName wanted = FoldedName.of(displayName);
    return calls
        .readAll(
            Operation.onGroups("find the group \"" + displayName + "\"", Permissions.READ_GROUPS),
            () -> groupsBeginningWith(wanted.plainPrefix()),
            DirectoryProjection::group)
        .map(
            groups ->
                groups.stream()
                    .filter(group -> FoldedName.of(group.displayName()).equals(wanted))
                    .toList());
  }

  private RequestInformation groupsBeginningWith(String prefix) {
    return sdk.groups()
        .toGetRequestInformation(
            request -> {
              request.queryParameters.select = DirectoryProjection.GROUP_MEMBERS;
              request.queryParameters.top = LARGEST_PAGE;
              if (prefix.length() >= SHORTEST_PREFIX) {
                request.queryParameters.filter = "startswith(displayName,'" + prefix + "')";
              }
            });
  }

  @Override
  public Outcome<Group> group(GroupId id) {
    return calls.read(
        Operation.onGroups("read the group " + id, Permissions.READ_GROUPS),
        () ->
            sdk.groups()
                .byGroupId(id.value())
                .toGetRequestInformation(
                    request -> request.queryParameters.select = DirectoryProjection.GROUP_MEMBERS),
        DirectoryProjection::group);
  }

  @Override
  public Outcome<GroupId> createGroup(String displayName, String description) {
    return writes.create(displayName, description);
  }

  @Override
  public Outcome<Done> describeGroup(GroupId id, String description) {
    return writes.describe(id, description);
  }

  /**
   * {@inheritDoc} Asked for without a cast to users: a cast is answered from an index that may be
   * behind. Source: Microsoft Graph v1.0 reference, "List group members", section "Request
   * headers".
   */
  @Override
  public Outcome<Set<UserId>> members(GroupId id) {
    return calls
        .readAll(
            Operation.onGroups("read the members of the group " + id, Permissions.READ_MEMBERS),
            () ->
                sdk.groups()
                    .byGroupId(id.value())
                    .members()
                    .toGetRequestInformation(
                        request -> {
                          request.queryParameters.select = new String[] {"id"};
                          request.queryParameters.top = LARGEST_PAGE;
                        }),
            GraphDirectory::userAmongMembers)
        .map(
            members ->
                members.stream()
                    .flatMap(Optional::stream)
                    .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static Optional<UserId> userAmongMembers(Answer member) {
    return Optional.of(member)
        .filter(m -> USER.equals(m.text("@odata.type")))
        .map(m -> new UserId(m.text("id")));
  }

  @Override
  public Outcome<Set<User>> transitiveMembers(GroupId id) {
    return calls
        .readAll(
            Operation.onGroups(
                "read the transitive members of the group " + id, Permissions.READ_MEMBERS),
            () -> transitiveUsers(id),
            DirectoryProjection::user)
        .map(HashSet::new);
  }

  private RequestInformation transitiveUsers(GroupId id) {
    return sdk.groups()
        .byGroupId(id.value())
        .transitiveMembers()
        .graphUser()
        .toGetRequestInformation(
            request -> {
              request.queryParameters.select = DirectoryProjection.USER_MEMBERS;
              request.queryParameters.top = LARGEST_PAGE;
              request.queryParameters.count = true;
              request.headers.add("ConsistencyLevel", "eventual");
            });
  }

  @Override
  public Outcome<Done> addMembers(GroupId id, List<UserId> users) {
    return writes.add(id, users, () -> members(id));
  }

  @Override
  public Outcome<Done> removeMember(GroupId id, UserId user) {
    return writes.remove(id, user);
  }

  @Override
  public Outcome<User> user(String idOrPrincipalName) {
    Operation operation =
        Operation.onDirectory(
            "read the user " + withoutName(idOrPrincipalName), Permissions.READ_USERS);
    if (idOrPrincipalName.isBlank()) {
      return new Outcome.Terminal<>(
          Problem.withoutEffect(
              Cause.REFUSED,
              operation.attempted(),
              "not sent, since the name is empty",
              "Give an object id or a user principal name."));
    }
    return calls.read(
        operation,
        () ->
            sdk.users()
                .byUserId(idOrPrincipalName)
                .toGetRequestInformation(
                    request -> request.queryParameters.select = DirectoryProjection.USER_MEMBERS),
        DirectoryProjection::user);
  }

  @Override
  public Outcome<List<Device>> registeredDevices(UserId user) {
    return calls.readAll(
        Operation.onDirectory("read the devices of a user", Permissions.READ_DEVICES),
        () ->
            sdk.users()
                .byUserId(user.value())
                .registeredDevices()
                .toGetRequestInformation(
                    request -> {
                      request.queryParameters.select = DirectoryProjection.DEVICE_MEMBERS;
                      request.queryParameters.top = LARGEST_PAGE;
                    }),
        DirectoryProjection::device);
  }

  /** Messages may end where names of people must not be: of a principal name, the domain stays. */
  private static String withoutName(String idOrPrincipalName) {
    int at = idOrPrincipalName.lastIndexOf('@');
    return at < 1
        ? idOrPrincipalName
        : idOrPrincipalName.charAt(0) + "…" + idOrPrincipalName.substring(at);
  }
}
