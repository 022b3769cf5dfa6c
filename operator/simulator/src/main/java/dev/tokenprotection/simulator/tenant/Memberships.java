package dev.tokenprotection.simulator.tenant;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Who is a member and who an owner of which group, now and before. Thread-safe. */
public final class Memberships {
  /** What a membership's timeline holds while somebody is a member. */
  private enum Standing {
    MEMBER
  }

  private final Ledger ledger;
  private final Map<String, Map<String, Timeline<Standing>>> membersOf = new HashMap<>();
  private final Map<String, Set<String>> groupsEverOf = new HashMap<>();
  private final Map<String, Set<String>> ownersOf = new HashMap<>();

  Memberships(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Makes somebody a member as if he had always been. */
  public void seed(String groupId, String memberId) {
    ledger.locked(() -> write(groupId, memberId, Instant.MIN, Instant.MIN));
  }

  /** Adds a member; sign-ins are judged by it after the delay. */
  public void add(String groupId, String memberId, Duration delay) {
    ledger.locked(() -> write(groupId, memberId, ledger.now(), ledger.now().plus(delay)));
  }

  /** Removes a member; sign-ins are judged by it after the delay. */
  public void remove(String groupId, String memberId, Duration delay) {
    ledger.locked(
        () -> {
          if (isMember(groupId, memberId)) {
            Instant now = ledger.now();
            membersOf.get(groupId).get(memberId).delete(ledger.nextOrder(), now, now.plus(delay));
          }
        });
  }

  /** Removes whoever left the directory from all groups at once, also as owner. */
  public void removeEverywhere(String memberId) {
    ledger.locked(
        () -> {
          groupsEverOf
              .getOrDefault(memberId, Set.of())
              .forEach(groupId -> remove(groupId, memberId, Duration.ZERO));
          ownersOf.values().forEach(owners -> owners.remove(memberId));
        });
  }

  public boolean isMember(String groupId, String memberId) {
    return ledger.locked(
        () -> timeline(groupId, memberId).flatMap(Timeline<Standing>::latest).isPresent());
  }

  /** The direct members as stored, in the order in which they joined. */
  public List<String> membersOf(String groupId) {
    return ledger.locked(() -> where(groupId, Timeline<Standing>::latest));
  }

  /** The direct members as they were stored then. */
  public List<String> membersWrittenBy(String groupId, Instant then) {
    return ledger.locked(() -> where(groupId, timeline -> timeline.writtenBy(then)));
  }

  /** The groups that somebody is a direct member of, as stored. */
  public Set<String> groupsOf(String memberId) {
    return ledger.locked(() -> groupsWhere(memberId, Timeline<Standing>::latest));
  }

  /** The groups that somebody is a direct or nested member of, as stored. */
  public Set<String> transitiveGroupsOf(String memberId) {
    return ledger.locked(() -> closure(memberId, Timeline<Standing>::latest));
  }

  /** See {@link Tenant#transitiveGroupsOf(String, Instant)}. */
  Set<String> transitiveGroupsOf(String memberId, Instant then) {
    return ledger.locked(() -> closure(memberId, timeline -> timeline.effectiveAt(then)));
  }

  /** The direct members after the write with that number. */
  List<String> membersUpTo(String groupId, long order) {
    return ledger.locked(() -> where(groupId, timeline -> timeline.upTo(order)));
  }

  public void addOwner(String groupId, String ownerId) {
    ledger.locked(
        () -> ownersOf.computeIfAbsent(groupId, key -> new LinkedHashSet<>()).add(ownerId));
  }

  public void removeOwner(String groupId, String ownerId) {
    ledger.locked(() -> ownersOf.getOrDefault(groupId, new LinkedHashSet<>()).remove(ownerId));
  }

  public List<String> ownersOf(String groupId) {
    return ledger.locked(() -> List.copyOf(ownersOf.getOrDefault(groupId, Set.of())));
  }

  private void write(String groupId, String memberId, Instant writtenAt, Instant effectiveAt) {
    membersOf
        .computeIfAbsent(groupId, key -> new LinkedHashMap<>())
        .computeIfAbsent(memberId, key -> new Timeline<>())
        .write(ledger.nextOrder(), writtenAt, effectiveAt, Standing.MEMBER);
    groupsEverOf.computeIfAbsent(memberId, key -> new LinkedHashSet<>()).add(groupId);
  }

  private Optional<Timeline<Standing>> timeline(String groupId, String memberId) {
    return Optional.ofNullable(membersOf.getOrDefault(groupId, Map.of()).get(memberId));
  }

  private List<String> where(
      String groupId, Function<Timeline<Standing>, Optional<Standing>> version) {
    return membersOf.getOrDefault(groupId, Map.of()).entrySet().stream()
        .filter(member -> version.apply(member.getValue()).isPresent())
        .map(Map.Entry::getKey)
        .toList();
  }

  private Set<String> groupsWhere(
      String memberId, Function<Timeline<Standing>, Optional<Standing>> version) {
    Set<String> groups = new LinkedHashSet<>();
    for (String groupId : groupsEverOf.getOrDefault(memberId, Set.of())) {
      if (timeline(groupId, memberId).flatMap(version).isPresent()) {
        groups.add(groupId);
      }
    }
    return groups;
  }

  private Set<String> closure(
      String memberId, Function<Timeline<Standing>, Optional<Standing>> version) {
    Set<String> reached = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(memberId));
    while (!open.isEmpty()) {
      for (String groupId : groupsWhere(open.pop(), version)) {
        if (reached.add(groupId)) {
          open.push(groupId);
        }
      }
    }
    return reached;
  }
}
