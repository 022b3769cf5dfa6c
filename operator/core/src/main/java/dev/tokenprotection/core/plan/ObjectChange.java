package dev.tokenprotection.core.plan;

import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.UserId;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What becomes of one object in Entra, however many writes that takes. */
public sealed interface ObjectChange {
  /** What the writes do to enforcement; without {@link Direction#NEUTRAL}. */
  Set<Direction> effects();

  /** A policy that does not exist. */
  record PolicyCreated(PolicyRole role, PolicyContent content, Set<Direction> effects)
      implements ObjectChange {
    public PolicyCreated {
      effects = Set.copyOf(effects);
    }
  }

  /** A policy that exists, and is otherwise afterwards. */
  record PolicyChanged(
      PolicyRole role,
      PolicyId id,
      PolicyContent before,
      PolicyContent after,
      Set<Direction> effects)
      implements ObjectChange {
    public PolicyChanged {
      effects = Set.copyOf(effects);
    }
  }

  /**
   * A policy that was deleted, and is restored.
   *
   * @param before as it comes back
   */
  record PolicyRestored(
      PolicyRole role,
      PolicyId id,
      PolicyContent before,
      PolicyContent after,
      Set<Direction> effects)
      implements ObjectChange {
    public PolicyRestored {
      effects = Set.copyOf(effects);
    }
  }

  /**
   * A policy that exists, is nobody's, and is the rollout's afterwards.
   *
   * @param after as the stage wants it, once gates have passed
   */
  record PolicyAdopted(
      PolicyRole role,
      PolicyId id,
      PolicyContent before,
      PolicyContent after,
      Set<Direction> effects)
      implements ObjectChange {
    public PolicyAdopted {
      effects = Set.copyOf(effects);
    }
  }

  /** A managed group that does not exist. */
  record GroupCreated(String displayName, SortedSet<UserId> members, Set<Direction> effects)
      implements ObjectChange {
    public GroupCreated {
      members = Collections.unmodifiableSortedSet(new TreeSet<>(members));
      effects = Set.copyOf(effects);
    }
  }

  /** A managed group that exists, and has other members afterwards. */
  record GroupChanged(
      String displayName,
      GroupId id,
      SortedSet<UserId> added,
      SortedSet<UserId> removed,
      Set<Direction> effects)
      implements ObjectChange {
    public GroupChanged {
      added = Collections.unmodifiableSortedSet(new TreeSet<>(added));
      removed = Collections.unmodifiableSortedSet(new TreeSet<>(removed));
      effects = Set.copyOf(effects);
    }
  }
}
