package dev.tokenprotection.kubernetes.tenant;

import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.core.port.Group;
import dev.tokenprotection.core.port.Outcome;
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
  private volatile Tenant tenant;
  private volatile Instant nextEviction = Instant.MIN;

  private record Kept<T>(T value, Instant until) {}

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

  /** The members of a group were changed by us. */
  public void changed(GroupId group) {
    members.remove(group);
  }

  /** How many answers are kept. */
  int size() {
    return users.size() + groups.size() + members.size() + missingServicePrincipals.size();
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
    for (Map<?, ? extends Kept<?>> cache :
        List.of(users, groups, members, missingServicePrincipals)) {
      cache.values().removeIf(kept -> !now.isBefore(kept.until()));
    }
  }
}
