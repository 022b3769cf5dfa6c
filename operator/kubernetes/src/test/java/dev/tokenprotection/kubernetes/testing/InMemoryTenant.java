package dev.tokenprotection.kubernetes.testing;

import dev.tokenprotection.core.evidence.SignInRow;
import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.AuditRecord;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyField;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.core.port.AuditPort;
import dev.tokenprotection.core.port.Device;
import dev.tokenprotection.core.port.DeviceTraits;
import dev.tokenprotection.core.port.DirectoryPort;
import dev.tokenprotection.core.port.Group;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Outcome.Done;
import dev.tokenprotection.core.port.PolicyListing;
import dev.tokenprotection.core.port.PolicyPort;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.core.port.SignInPort;
import dev.tokenprotection.core.port.SupposedSignIn;
import dev.tokenprotection.core.port.Tenant;
import dev.tokenprotection.core.port.TenantFactsPort;
import dev.tokenprotection.core.port.Time;
import dev.tokenprotection.core.port.User;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A tenant behind our ports, with the requests that it got. Faults are put between a request and
 * its effect, or between its effect and its answer.
 */
public final class InMemoryTenant implements Tenant {
  /** Everything that a full set of rights grants. */
  public static final Set<String> ALL_PERMISSIONS =
      Set.of(
          "Policy.Read.All",
          "Policy.ReadWrite.ConditionalAccess",
          "Application.Read.All",
          "Group.ReadWrite.All",
          "GroupMember.ReadWrite.All",
          "User.Read.All",
          "Device.Read.All",
          "AuditLog.Read.All",
          "Organization.Read.All");

  private static final Device FITTING_DEVICE =
      new Device(
          "Windows",
          "10.0.26100.1",
          "AzureAd",
          "RegisteredDevice",
          Set.of(),
          Device.Management.MANAGED,
          User.Account.ENABLED);

  private final Time time;
  private final Set<UserId> affected = new HashSet<>();
  private final Map<UserId, List<Device>> devices = new HashMap<>();
  private final Map<PolicyId, ObservedPolicy> policies = new LinkedHashMap<>();
  private final Map<PolicyId, ObservedPolicy> deletedPolicies = new HashMap<>();
  private final Map<GroupId, Group> groups = new LinkedHashMap<>();
  private final Map<GroupId, Set<UserId>> members = new HashMap<>();
  private final Map<GroupId, Group> deletedGroups = new HashMap<>();
  private final Map<GroupId, Set<UserId>> deletedMembers = new HashMap<>();
  private final Map<UserId, User> users = new LinkedHashMap<>();
  private final Map<String, UserId> names = new HashMap<>();
  private final List<SignInRow> signIns = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();
  private final List<AuditRecord> audits = new ArrayList<>();
  private final Set<Application> missingServicePrincipals = new TreeSet<>();
  private Set<String> granted = ALL_PERMISSIONS;
  private TenantFactsPort.Licence licence = new TenantFactsPort.Licence(100);
  private TenantFactsPort.SecurityDefaults securityDefaults =
      TenantFactsPort.SecurityDefaults.DISABLED;
  private Function<String, Optional<Outcome<?>>> before = request -> Optional.empty();
  private Function<String, Optional<Outcome<?>>> after = request -> Optional.empty();
  private int created;
  private boolean hidden;
  private Duration listsBehind = Duration.ZERO;

  /** What policies there were until each write. */
  private final List<Until> until = new ArrayList<>();

  private boolean closed;

  public InMemoryTenant(Time time) {
    this.time = time;
  }

  @Override
  public void close() {
    closed = true;
  }

  /** Whether whoever connected let go of it. */
  public boolean isClosed() {
    return closed;
  }

  // What the tests arrange.

  /** Answers a request with a failure instead of carrying it out, where {@code fault} gives one. */
  public void failBefore(Function<String, Optional<Outcome<?>>> fault) {
    before = fault;
  }

  /** Carries a request out and then answers with a failure, where {@code fault} gives one. */
  public void failAfter(Function<String, Optional<Outcome<?>>> fault) {
    after = fault;
  }

  public void noFaults() {
    before = request -> Optional.empty();
    after = request -> Optional.empty();
  }

  public UserId addUser(String principalName) {
    return addUser(principalName, User.Account.ENABLED, User.Origin.CLOUD_ONLY);
  }

  public UserId addUser(String principalName, User.Account account, User.Origin origin) {
    UserId id = new UserId("00000000-0000-4000-8000-%012d".formatted(users.size() + 1));
    users.put(id, new User(id, account, origin, User.Kind.MEMBER));
    names.put(principalName.toLowerCase(Locale.ROOT), id);
    return id;
  }

  public void removeUser(UserId id) {
    users.remove(id);
    names.values().remove(id);
    members.values().forEach(set -> set.remove(id));
  }

  public GroupId addGroup(String displayName, UserId... users) {
    int number = groups.size() + deletedGroups.size() + 1;
    GroupId id = new GroupId("10000000-0000-4000-8000-%012d".formatted(number));
    groups.put(id, new Group(id, displayName, "", Group.Kind.ASSIGNED));
    members.put(id, new LinkedHashSet<>(List.of(users)));
    return id;
  }

  /** Somebody else puts a user into a group. */
  public void join(GroupId group, UserId user) {
    members.get(group).add(user);
  }

  public void removeGroup(GroupId id) {
    deletedGroups.put(id, groups.remove(id));
    deletedMembers.put(id, members.remove(id));
  }

  /** Brings back a group that was deleted, with its members. */
  public void restoreGroup(GroupId id) {
    groups.put(id, deletedGroups.remove(id));
    members.put(id, deletedMembers.remove(id));
  }

  public void grant(Set<String> permissions) {
    granted = permissions;
  }

  public void license(int units) {
    licence = new TenantFactsPort.Licence(units);
  }

  public void securityDefaults(TenantFactsPort.SecurityDefaults state) {
    securityDefaults = state;
  }

  /** What-If applies every policy to {@code user}, whatever the policies say. */
  public void affect(UserId user) {
    affected.add(user);
  }

  /** What-If goes by the policies again. */
  public void affectNobody() {
    affected.clear();
  }

  public void register(UserId user, Device... registered) {
    devices.put(user, List.of(registered));
  }

  public Set<Application> missingServicePrincipals() {
    return missingServicePrincipals;
  }

  // What the tests look at.

  /** Lists and gets do not show policies for a while, as after a create. */
  public void hidePolicies() {
    hidden = true;
  }

  /** A list of policies shows from now on what was there so long ago. */
  public void listsAreBehindBy(Duration age) {
    listsBehind = age;
  }

  private record Until(Instant moment, List<ObservedPolicy> policies) {}

  private List<ObservedPolicy> listed() {
    Instant shown = time.now().minus(listsBehind);
    return until.stream()
        .filter(past -> past.moment().isAfter(shown))
        .findFirst()
        .map(Until::policies)
        .orElseGet(this::policiesNow);
  }

  public void showPolicies() {
    hidden = false;
  }

  public synchronized List<ObservedPolicy> policiesNow() {
    return List.copyOf(policies.values());
  }

  public List<Group> groupsNow() {
    return List.copyOf(groups.values());
  }

  public Set<UserId> membersOf(GroupId group) {
    return Set.copyOf(members.get(group));
  }

  /** All requests so far, each in a few words. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** The requests that write. */
  public List<String> writes() {
    return requests.stream().filter(InMemoryTenant::isWrite).toList();
  }

  public void forgetRequests() {
    requests.clear();
  }

  /** Somebody else makes a policy. */
  public PolicyId addPolicy(PolicyContent content, String... foreignFields) {
    PolicyId id = new PolicyId("20000000-0000-4000-8000-%012d".formatted(++created));
    policies.put(
        id, new ObservedPolicy(id, content, time.now(), new TreeSet<>(Set.of(foreignFields))));
    return id;
  }

  /** Somebody else deletes a policy; it can be restored. */
  public void removePolicy(PolicyId id) {
    deletedPolicies.put(id, policies.remove(id));
  }

  /** Somebody else sees to it that no deleted policy can be restored. */
  public void purgePolicies() {
    deletedPolicies.clear();
  }

  /** Somebody else changes a policy. */
  public void edit(PolicyId id, Function<PolicyContent, PolicyContent> change) {
    ObservedPolicy old = policies.get(id);
    policies.put(
        id, new ObservedPolicy(id, change.apply(old.content()), time.now(), old.foreignFields()));
  }

  public static boolean isWrite(String request) {
    return !request.startsWith("get ") && !request.startsWith("list ");
  }

  // The ports.

  @Override
  public PolicyPort policies() {
    return new Policies();
  }

  @Override
  public DirectoryPort directory() {
    return new Directory();
  }

  @Override
  public TenantFactsPort facts() {
    return new Facts();
  }

  @Override
  public AuditPort audits() {
    return (policy, activity, since) ->
        sent(
            "get audits " + activity,
            () ->
                new Outcome.Ok<>(
                    audits.stream().filter(record -> !record.at().isBefore(since)).toList()));
  }

  /** The directory audit log, the newest first, to be added to. */
  public List<AuditRecord> audit() {
    return audits;
  }

  /** The rows of the sign-in log, to be added to. */
  public List<SignInRow> log() {
    return signIns;
  }

  @Override
  public SignInPort signIns() {
    return (channel, from, to, selection, rows) ->
        sent(
            "get signIns " + channel,
            () -> {
              List<SignInRow> wanted =
                  signIns.stream()
                      .filter(
                          row ->
                              row.channel() == channel
                                  && selection.includes(row)
                                  && !row.createdDateTime().isBefore(from)
                                  && row.createdDateTime().isBefore(to))
                      .toList();
              wanted.forEach(rows);
              return new Outcome.Ok<>((long) wanted.size());
            });
  }

  private synchronized <T> Outcome<T> sent(String request, Supplier<Outcome<T>> effect) {
    requests.add(request);
    Optional<Outcome<?>> refused = before.apply(request);
    if (refused.isPresent()) {
      return refused.get().flatMap(any -> new Outcome.Conflict<T>(null));
    }
    if (isWrite(request)) {
      until.add(new Until(time.now(), policiesNow()));
    }
    Outcome<T> outcome = effect.get();
    Optional<Outcome<?>> lost = after.apply(request);
    return lost.isPresent() ? lost.get().flatMap(any -> new Outcome.Conflict<T>(null)) : outcome;
  }

  private static <T> Outcome<T> notFound(String what) {
    return new Outcome.Conflict<>(
        Problem.withoutEffect(Problem.Cause.NOT_FOUND, "get " + what, "404", "It is not there."));
  }

  private final class Policies implements PolicyPort {
    @Override
    public Outcome<PolicyListing> list() {
      return sent(
          "list policies",
          () -> new Outcome.Ok<>(new PolicyListing(hidden ? List.of() : listed(), List.of())));
    }

    @Override
    public Outcome<ObservedPolicy> get(PolicyId id) {
      return sent(
          "get policy",
          () ->
              policies.containsKey(id) && !hidden
                  ? new Outcome.Ok<>(policies.get(id))
                  : notFound("policy " + id));
    }

    @Override
    public Outcome<ObservedPolicy> getDeleted(PolicyId id) {
      return sent(
          "get deleted policy",
          () ->
              deletedPolicies.containsKey(id)
                  ? new Outcome.Ok<>(deletedPolicies.get(id))
                  : notFound("deleted policy " + id));
    }

    @Override
    public Outcome<Done> restore(PolicyId id) {
      return sent(
          "restore policy " + id,
          () -> {
            if (!deletedPolicies.containsKey(id)) {
              return notFound("deleted policy " + id);
            }
            policies.put(id, deletedPolicies.remove(id));
            return new Outcome.Ok<>(Done.DONE);
          });
    }

    @Override
    public Outcome<PolicyId> create(PolicyContent content) {
      return sent(
          "create policy " + content.displayName(),
          () -> {
            PolicyId id = new PolicyId("20000000-0000-4000-8000-%012d".formatted(++created));
            policies.put(id, new ObservedPolicy(id, content, time.now(), new TreeSet<>()));
            return new Outcome.Ok<>(id);
          });
    }

    @Override
    public Outcome<Done> update(PolicyId id, Set<PolicyField> fields, PolicyContent content) {
      return sent(
          "update policy " + new TreeSet<>(fields),
          () -> {
            edit(id, old -> old.with(fields, content));
            return new Outcome.Ok<>(Done.DONE);
          });
    }

    @Override
    public Outcome<Done> setState(PolicyId id, PolicyState state) {
      return sent(
          "set state " + state,
          () -> {
            edit(id, old -> old.inState(state));
            return new Outcome.Ok<>(Done.DONE);
          });
    }
  }

  /** Device filters are not looked at: a device with labels is left out. */
  private boolean applies(ObservedPolicy policy, SupposedSignIn signIn) {
    PolicyContent content = policy.content();
    return content.includeGroups().stream().anyMatch(group -> isIn(group, signIn.user()))
        && content.excludeGroups().stream().noneMatch(group -> isIn(group, signIn.user()))
        && !content.excludeUsers().contains(signIn.user())
        && signIn.applications().stream().anyMatch(a -> content.applications().contains(a.appId()))
        && content.platforms().contains(signIn.platform().graphName())
        && (content.deviceFilter().isEmpty() || signIn.device().equals(DeviceTraits.NONE));
  }

  private boolean isIn(GroupId group, UserId user) {
    return members.getOrDefault(group, Set.of()).contains(user);
  }

  private final class Directory implements DirectoryPort {
    @Override
    public Outcome<List<Group>> groupsNamed(String displayName) {
      return sent(
          "list groups named",
          () ->
              new Outcome.Ok<>(
                  groups.values().stream()
                      .filter(group -> group.displayName().equals(displayName))
                      .toList()));
    }

    @Override
    public Outcome<Group> group(GroupId id) {
      return sent(
          "get group",
          () ->
              groups.containsKey(id) ? new Outcome.Ok<>(groups.get(id)) : notFound("group " + id));
    }

    @Override
    public Outcome<GroupId> createGroup(String displayName, String description) {
      return sent(
          "create group " + displayName,
          () -> {
            GroupId id = new GroupId("30000000-0000-4000-8000-%012d".formatted(++created));
            groups.put(id, new Group(id, displayName, description, Group.Kind.ASSIGNED));
            members.put(id, new LinkedHashSet<>());
            return new Outcome.Ok<>(id);
          });
    }

    @Override
    public Outcome<Done> describeGroup(GroupId id, String description) {
      return sent(
          "describe group",
          () -> {
            Group old = groups.get(id);
            groups.put(id, new Group(id, old.displayName(), description, old.kind()));
            return new Outcome.Ok<>(Done.DONE);
          });
    }

    @Override
    public Outcome<Set<UserId>> members(GroupId id) {
      return sent(
          "list members",
          () ->
              members.containsKey(id)
                  ? new Outcome.Ok<>(Set.copyOf(members.get(id)))
                  : notFound("group " + id));
    }

    @Override
    public Outcome<Set<User>> transitiveMembers(GroupId id) {
      return sent(
          "list transitive members",
          () -> {
            if (!members.containsKey(id)) {
              return notFound("group " + id);
            }
            Set<User> found = new LinkedHashSet<>();
            members.get(id).forEach(user -> found.add(users.get(user)));
            return new Outcome.Ok<>(found);
          });
    }

    @Override
    public Outcome<Done> addMembers(GroupId id, List<UserId> added) {
      return sent(
          "add " + added.size() + " members",
          () -> {
            if (added.stream().anyMatch(members.get(id)::contains)) {
              return new Outcome.Conflict<>(
                  Problem.withoutEffect(
                      Problem.Cause.REFUSED, "add members", "400 one is a member already", ""));
            }
            members.get(id).addAll(added);
            return new Outcome.Ok<>(Done.DONE);
          });
    }

    @Override
    public Outcome<Done> removeMember(GroupId id, UserId user) {
      return sent(
          "remove member",
          () -> {
            members.get(id).remove(user);
            return new Outcome.Ok<>(Done.DONE);
          });
    }

    @Override
    public Outcome<List<Device>> registeredDevices(UserId user) {
      return sent(
          "get devices",
          () -> new Outcome.Ok<>(devices.getOrDefault(user, List.of(FITTING_DEVICE))));
    }

    @Override
    public Outcome<User> user(String idOrPrincipalName) {
      return sent(
          "get user",
          () -> {
            UserId id =
                names.getOrDefault(
                    idOrPrincipalName.toLowerCase(Locale.ROOT), new UserId(idOrPrincipalName));
            return users.containsKey(id) ? new Outcome.Ok<>(users.get(id)) : notFound("user");
          });
    }
  }

  private final class Facts implements TenantFactsPort {
    @Override
    public Outcome<Set<String>> grantedPermissions() {
      return sent("get token", () -> new Outcome.Ok<>(granted));
    }

    @Override
    public Outcome<SecurityDefaults> securityDefaults() {
      return sent("get security defaults", () -> new Outcome.Ok<>(securityDefaults));
    }

    @Override
    public Outcome<Licence> licence() {
      return sent("get licence", () -> new Outcome.Ok<>(licence));
    }

    @Override
    public Outcome<Set<PolicyId>> policiesThatApply(SupposedSignIn signIn) {
      return sent(
          "get what-if",
          () ->
              new Outcome.Ok<>(
                  policiesNow().stream()
                      .filter(policy -> affected.contains(signIn.user()) || applies(policy, signIn))
                      .map(ObservedPolicy::id)
                      .collect(Collectors.toSet())));
    }

    @Override
    public Outcome<Set<Application>> missingServicePrincipals(Set<Application> applications) {
      return sent(
          "get service principals",
          () -> {
            Set<Application> missing = new TreeSet<>(missingServicePrincipals);
            missing.retainAll(applications);
            return new Outcome.Ok<>(missing);
          });
    }
  }
}
