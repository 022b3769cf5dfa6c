package dev.tokenprotection.kubernetes.tenant;

import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.core.port.Device;
import dev.tokenprotection.core.port.Group;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.SupposedSignIn;
import dev.tokenprotection.core.port.Tenant;
import dev.tokenprotection.core.port.Time;
import dev.tokenprotection.core.port.User;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What is asked of a tenant's directory again and again and changes seldom, kept for a while.
 * Failures are not kept. Safe for use by several threads.
 */
public final class DirectoryLookups {
  private static final Duration USER_KEPT = Duration.ofHours(6);
  private static final Duration GROUP_KEPT = Duration.ofHours(1);
  private static final Duration MEMBERS_KEPT = Duration.ofHours(1);
  private static final Duration SERVICE_PRINCIPALS_KEPT = Duration.ofHours(1);
  private static final Duration DEVICES_KEPT = Duration.ofHours(24);
  private static final Duration WHAT_IF_KEPT = Duration.ofHours(24);

  /** How often expired entries are dropped. */
  private static final Duration EVICTION = Duration.ofMinutes(10);

  /** More entries than this are dropped all at once: it is a cache, not a copy of the directory. */
  private static final int MOST_USERS = 50_000;

  private final Time time;
  private final Map<String, Kept<UserId>> users = new ConcurrentHashMap<>();
  private final Map<GroupId, Kept<Group>> groups = new ConcurrentHashMap<>();
  private final Map<GroupId, Kept<Set<User>>> members = new ConcurrentHashMap<>();
  private final Map<Set<Application>, Kept<Set<Application>>> missingServicePrincipals =
      new ConcurrentHashMap<>();
  private final Map<UserId, Kept<List<Device>>> devices = new ConcurrentHashMap<>();
  private final Map<AskedOfWhatIf, Kept<Set<PolicyId>>> whatIf = new ConcurrentHashMap<>();
  private volatile Tenant tenant;
  private volatile Instant nextEviction = Instant.MIN;

  private record Kept<T>(T value, Instant until) {}

  /**
   * A question to What-If.
   *
   * @param standing tells one state of the policies from another
   */
  private record AskedOfWhatIf(SupposedSignIn signIn, String standing) {}

  DirectoryLookups(Tenant tenant, Time time) {
    this.tenant = tenant;
    this.time = time;
  }

  void connection(Tenant changed) {
    tenant = changed;
  }

  /** The object id behind an object id or user principal name. */
  public Outcome<UserId> user(String idOrPrincipalName) {
    if (users.size() > MOST_USERS) {
      users.clear();
    }
    return kept(
        users,
        idOrPrincipalName.toLowerCase(Locale.ROOT),
        USER_KEPT,
        () -> tenant.directory().user(idOrPrincipalName).map(User::id));
  }

  /** A group by its id. */
  public Outcome<Group> group(GroupId id) {
    return kept(groups, id, GROUP_KEPT, () -> tenant.directory().group(id));
  }

  /** The users in a group, nested groups resolved. */
  public Outcome<Set<User>> transitiveMembers(GroupId group) {
    return kept(members, group, MEMBERS_KEPT, () -> tenant.directory().transitiveMembers(group));
  }

  /** Which of {@code applications} have no service principal. */
  public Outcome<Set<Application>> missingServicePrincipals(Set<Application> applications) {
    Outcome<Set<Application>> missing =
        kept(
            missingServicePrincipals,
            Set.copyOf(applications),
            SERVICE_PRINCIPALS_KEPT,
            () -> tenant.facts().missingServicePrincipals(applications));
    // What is missing is looked for again at once: somebody is about to create it.
    missing
        .success()
        .filter(set -> !set.isEmpty())
        .ifPresent(set -> missingServicePrincipals.remove(Set.copyOf(applications)));
    return missing;
  }

  /** The devices that a user has registered. */
  public Outcome<List<Device>> registeredDevices(UserId user) {
    return kept(devices, user, DEVICES_KEPT, () -> tenant.directory().registeredDevices(user));
  }

  /**
   * The policies that What-If applies to a sign-in. The answer is kept while the policies stand as
   * they do, since all of the tenant's applications share one question a second.
   *
   * @param standing tells one state of the policies from another, such as a hash of them
   */
  public Outcome<Set<PolicyId>> policiesThatApply(SupposedSignIn signIn, String standing) {
    return kept(
        whatIf,
        new AskedOfWhatIf(signIn, standing),
        WHAT_IF_KEPT,
        () -> tenant.facts().policiesThatApply(signIn));
  }

  /** What-If answered of {@code user} what should not be: it is asked again about him next time. */
  public void doubt(UserId user) {
    whatIf.keySet().removeIf(asked -> asked.signIn().user().equals(user));
  }

  /** The members of a group were changed by us. */
  public void changed(GroupId group) {
    members.remove(group);
  }

  /** How many answers are kept. */
  int size() {
    return all().stream().mapToInt(Map::size).sum();
  }

  private <K, T> Outcome<T> kept(
      Map<K, Kept<T>> cache, K key, Duration lifetime, Supplier<Outcome<T>> read) {
    Instant now = time.now();
    evict(now);
    Optional<T> fresh =
        Optional.ofNullable(cache.get(key))
            .filter(kept -> now.isBefore(kept.until()))
            .map(Kept::value);
    if (fresh.isPresent()) {
      return new Outcome.Ok<>(fresh.get());
    }
    Outcome<T> outcome = read.get();
    outcome.success().ifPresent(value -> cache.put(key, new Kept<>(value, now.plus(lifetime))));
    return outcome;
  }

  /** What nobody asks for any more must not stay: the members of a large group are many. */
  private void evict(Instant now) {
    if (now.isBefore(nextEviction)) {
      return;
    }
    nextEviction = now.plus(EVICTION);
    for (Map<?, ? extends Kept<?>> cache : all()) {
      cache.values().removeIf(kept -> !now.isBefore(kept.until()));
    }
  }

  private List<Map<?, ? extends Kept<?>>> all() {
    return List.of(users, groups, members, missingServicePrincipals, devices, whatIf);
  }
}
