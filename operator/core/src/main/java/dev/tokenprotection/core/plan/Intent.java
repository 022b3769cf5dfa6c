package dev.tokenprotection.core.plan;

import dev.tokenprotection.core.model.CanonicalHash;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.port.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What is about to be written to a tenant, recorded before the first request is sent. After a crash
 * or a lost answer it tells that something may have been made that can't be seen yet.
 *
 * @param id a random id
 * @param planHash the hash of the plan that it carries out
 * @param entries the writes, in order, after those carried over from intents before
 * @param recordedAt when it was recorded
 */
public record Intent(String id, String planHash, List<Entry> entries, Instant recordedAt) {

  /**
   * How long after an intent was recorded a create may still be sent under it, on the machine's own
   * clock.
   */
  public static final Duration CREATE_SENT_WITHIN = Duration.ofSeconds(30);

  /**
   * How long something that was created may stay invisible. A read after a create may answer 404,
   * or a list without it, for seconds; this leaves room for a slow day.
   */
  private static final Duration CREATE_INVISIBLE = Duration.ofMinutes(1);

  /**
   * How long after an intent was recorded something that it created may be invisible. Two minutes:
   * what is recorded at {@code r} is sent by {@code r +} {@link #CREATE_SENT_WITHIN} (see {@link
   * #covers}), has taken place {@link Tenant#LONGEST_WRITE} later, and is visible everywhere a
   * minute after that. So who finds an intent that is older than this and does not see what it was
   * to create, knows that it was never made.
   *
   * <p>The sum holds where the tenant's time is the machine's. Beside a simulated tenant whose time
   * runs faster, a request may last longer than all of this in the tenant's time.
   */
  public static final Duration CREATE_VISIBILITY =
      CREATE_SENT_WITHIN.plus(Tenant.LONGEST_WRITE).plus(CREATE_INVISIBLE);

  /** No write is open. */
  public static final Intent NONE = new Intent("", "", List.of(), Instant.EPOCH);

  /**
   * One write.
   *
   * @param type what is done, in CamelCase, such as {@code CreatePolicy}
   * @param target what it is done to: an id; the role of a policy or the name of a group that is
   *     created or restored
   * @param hash the hash of what is sent
   */
  public record Entry(String type, String target, String hash) {
    static Entry of(Action action) {
      return new Entry(
          typeOf(action), targetOf(action), CanonicalHash.of(CanonicalText.of(action)));
    }

    boolean creates() {
      return CREATES.contains(type);
    }

    /** A policy that is restored is one that need not be created, and the other way round. */
    boolean makesTheSameAs(Entry other) {
      return creates()
          && other.creates()
          && makesPolicy() == other.makesPolicy()
          && target.equals(other.target);
    }

    private boolean makesPolicy() {
      return POLICY_MAKERS.contains(type);
    }
  }

  private static final Set<String> POLICY_MAKERS = Set.of("CreatePolicy", "RestorePolicy");

  private static final Set<String> CREATES = Set.of("CreateGroup", "CreatePolicy", "RestorePolicy");

  public Intent {
    entries = List.copyOf(entries);
  }

  /**
   * The intent to carry out {@code plan}. What this one was going to create and what may still be
   * invisible is carried over, so that its memory outlives writes in between.
   *
   * <p>Carried-over entries come first, so that a bound on their number never drops them.
   *
   * @param newId a random id
   */
  public Intent followedBy(String newId, Plan plan, Instant now) {
    List<Entry> planned = plan.actions().stream().map(Entry::of).toList();
    List<Entry> all = new ArrayList<>();
    if (isYoung(now)) {
      entries.stream()
          .filter(old -> old.creates() && planned.stream().noneMatch(old::makesTheSameAs))
          .forEach(all::add);
    }
    all.addAll(planned);
    return new Intent(newId, plan.hash(), all, now);
  }

  /**
   * The same intent after the service refused {@code action}, or it was not even sent, so that
   * nothing came of it.
   */
  public Intent withoutRefused(Action action) {
    Entry refused = Entry.of(action);
    return new Intent(
        id,
        planHash,
        entries.stream().filter(entry -> !entry.equals(refused)).toList(),
        recordedAt);
  }

  /**
   * Whether {@code action} may be sent under this intent. A create that is sent late could become
   * visible later than {@link #visibleAt}, when nobody waits for it any more; it has to be planned
   * and recorded anew; so has one whose intent seems to lie ahead, since a clock that was set back
   * tells no age. What creates nothing may be sent at any time.
   *
   * @param age how long ago this was recorded, on the machine's own clock
   */
  public boolean covers(Action action, Duration age) {
    return !Entry.of(action).creates()
        || !age.isNegative() && age.compareTo(CREATE_SENT_WITHIN) <= 0;
  }

  /** Whether {@code action} would make what this intent may have made already, unseen so far. */
  public boolean mayHaveMade(Action action, Instant now) {
    Entry wanted = Entry.of(action);
    return isYoung(now) && entries.stream().anyMatch(wanted::makesTheSameAs);
  }

  /**
   * Whether it was going to create a policy that may be there and still be invisible.
   *
   * @param seen the roles of the policies that can be seen
   */
  public boolean mayHaveUnseenPolicy(Set<PolicyRole> seen, Instant now) {
    return isYoung(now)
        && entries.stream()
            .filter(Entry::makesPolicy)
            .anyMatch(entry -> seen.stream().noneMatch(role -> role.name().equals(entry.target())));
  }

  /** When everything that this intent made must have become visible. */
  public Instant visibleAt() {
    return recordedAt.plus(CREATE_VISIBILITY);
  }

  private boolean isYoung(Instant now) {
    return now.isBefore(visibleAt());
  }

  private static String typeOf(Action action) {
    return switch (action) {
      case Action.CreateGroup _ -> "CreateGroup";
      case Action.CreatePolicy _ -> "CreatePolicy";
      case Action.AddMembers _ -> "AddMembers";
      case Action.RemoveMember _ -> "RemoveMember";
      case Action.RestorePolicy _ -> "RestorePolicy";
      case Action.AdoptPolicy _ -> "AdoptPolicy";
      case Action.TakeOver.OfPolicy _ -> "TakeOverPolicy";
      case Action.TakeOver.OfGroup _ -> "TakeOverGroup";
      case Action.UpdatePolicy _ -> "UpdatePolicy";
      case Action.SetPolicyState _ -> "SetPolicyState";
    };
  }

  private static String targetOf(Action action) {
    return switch (action) {
      case Action.CreateGroup create -> create.displayName();
      case Action.CreatePolicy create -> create.role().name();
      case Action.AddMembers add -> add.group().value();
      case Action.RemoveMember remove -> remove.group().value();
      case Action.RestorePolicy restore -> restore.role().name();
      case Action.AdoptPolicy adopt -> adopt.id().value();
      case Action.TakeOver.OfPolicy taken -> taken.id().value();
      case Action.TakeOver.OfGroup taken -> taken.id().value();
      case Action.UpdatePolicy update -> update.id().value();
      case Action.SetPolicyState set -> set.id().value();
    };
  }
}
