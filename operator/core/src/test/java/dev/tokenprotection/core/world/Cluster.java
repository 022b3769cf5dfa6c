package dev.tokenprotection.core.world;

import java.util.function.UnaryOperator;

/** An API server with one rollout: every change has a version, and status is compared and set. */
final class Cluster {
  /** The rollout as it was read. */
  record Snapshot(Spec spec, Status status, int version) {}

  private Snapshot present;
  private Snapshot before;

  Cluster(Spec spec) {
    present = new Snapshot(spec, Status.ABSENT, 1);
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
    if (!edited.equals(present.spec())) {
      become(new Snapshot(edited, present.status(), present.version() + 1));
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
    become(new Snapshot(present.spec(), status, present.version() + 1));
    return true;
  }

  /** The cluster is built again from Git: the old one is gone, and with it every old read. */
  void loseStatus() {
    present = new Snapshot(present.spec(), Status.ABSENT, present.version() + 1);
    before = present;
  }

  private void become(Snapshot next) {
    before = present;
    present = next;
  }

  @Override
  public String toString() {
    return present.spec() + "\n" + present.status() + "\n" + before.equals(present);
  }
}
