package dev.tokenprotection.core.world;

import java.util.function.UnaryOperator;

/** An API server with one rollout: every change has a version, and status is compared and set. */
final class Cluster {
  /**
   * The rollout as it was read.
   *
   * @param uid of this object: another one of the same name has another
   */
  record Snapshot(Spec spec, Status status, int version, String uid, Presence presence) {
    private Snapshot as(Spec edited, Status written, Presence now) {
      return new Snapshot(edited, written, version + 1, uid, now);
    }

    /** Whether somebody confirmed the deletion of just this object. */
    boolean deletionIsConfirmed() {
      return uid.equals(spec.annotations().get(Spec.CONFIRM_DELETE));
    }

    /** Whether somebody wants the object gone at once. */
    boolean isForced() {
      return spec.annotations().containsKey(Spec.FORCE_ORPHAN);
    }
  }

  /** Whether the object is there. */
  enum Presence {
    PRESENT,
    /** A finalizer keeps it. */
    BEING_DELETED,
    GONE
  }

  private Snapshot present;
  private Snapshot before;

  Cluster(Spec spec) {
    present = new Snapshot(spec, Status.ABSENT, 1, "uid-1", Presence.PRESENT);
    before = present;
  }

  Cluster(Cluster other) {
    present = other.present;
    before = other.before;
  }

  Snapshot read() {
    return present;
  }

  /** What a watch that lags behind still shows. */
  Snapshot readStale() {
    return before;
  }

  /** A person changes the spec. */
  void edit(UnaryOperator<Spec> edit) {
    Spec edited = edit.apply(present.spec());
    if (!edited.equals(present.spec()) && present.presence() != Presence.GONE) {
      become(present.as(edited, present.status(), present.presence()));
    }
  }

  /** A person deletes the object. */
  void delete() {
    if (present.presence() == Presence.PRESENT) {
      become(present.as(present.spec(), present.status(), Presence.BEING_DELETED));
    }
  }

  /**
   * Lets the object go if nothing has changed since {@code read}.
   *
   * @return whether it went
   */
  boolean release(Snapshot read) {
    if (read.version() != present.version()) {
      return false;
    }
    become(present.as(present.spec(), present.status(), Presence.GONE));
    return true;
  }

  /** The same manifest is applied again: another object, of which nothing is known. */
  void recreate(String uid) {
    if (present.presence() == Presence.GONE) {
      become(
          new Snapshot(
              present.spec().without(Spec.FORCE_ORPHAN),
              Status.ABSENT,
              present.version() + 1,
              uid,
              Presence.PRESENT));
    }
  }

  /**
   * Writes status if nothing has changed since {@code read}.
   *
   * @return whether it was written
   */
  boolean compareAndSet(Snapshot read, Status status) {
    if (read.version() != present.version()) {
      return false;
    }
    become(present.as(present.spec(), status, present.presence()));
    return true;
  }

  /** The cluster is built again from Git: the old one is gone, and with it every old read. */
  void loseStatus() {
    if (present.presence() != Presence.GONE) {
      present = present.as(present.spec(), Status.ABSENT, Presence.PRESENT);
    }
    before = present;
  }

  private void become(Snapshot next) {
    before = present;
    present = next;
  }
}
