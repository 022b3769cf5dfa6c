package dev.tokenprotection.core.world;

import java.time.Duration;

/** What comes between an operator and one of its effects: a write to the tenant or to status. */
sealed interface Interruption {
  /** Something goes wrong. */
  record Fails(Fault fault) implements Interruption {
    @Override
    public String toString() {
      return fault.toString();
    }
  }

  /** Somebody else does something just before. */
  record Meanwhile(Event event) implements Interruption {
    @Override
    public String toString() {
      return "just before it, " + event;
    }
  }

  /** It takes long to come to it; a replica that leads goes on renewing its lease. */
  record Lasts(Duration time) implements Interruption {
    @Override
    public String toString() {
      return time + " pass before it";
    }
  }

  /** What goes wrong. */
  enum Fault {
    NONE("nothing happens"),
    CRASH_BEFORE("it dies before it"),
    CRASH_AFTER("it dies after it, before it hears of it"),
    REFUSED("it is refused"),
    ANSWER_LOST("it takes place, and the answer is lost");

    private final String words;

    Fault(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /** The operator has died. */
  final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Crash() {
      super("crash", null, false, false);
    }
  }

  /** The look is given up; the operator lives on and looks again. */
  final class GivenUp extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GivenUp() {
      super("given up", null, false, false);
    }
  }
}
