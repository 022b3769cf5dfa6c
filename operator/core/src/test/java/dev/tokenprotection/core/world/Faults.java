package dev.tokenprotection.core.world;

/** What goes wrong at each effect of the operator: a write to the tenant or to its status. */
@FunctionalInterface
interface Faults {
  /** Nothing goes wrong. */
  Faults NONE = effect -> Fault.NONE;

  /** What goes wrong at an effect, counted from 0. */
  Fault at(int effect);

  enum Fault {
    NONE,
    /** The operator dies before the effect. */
    CRASH_BEFORE,
    /** The effect takes place, and the operator dies before it hears of it. */
    CRASH_AFTER,
    /** The tenant refuses, and nothing takes place; a write to the status meets a conflict. */
    REFUSED,
    /** The effect takes place, and its answer is lost: the operator lives on without it. */
    ANSWER_LOST
  }

  /** The operator has died. */
  final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** The look is given up; the operator lives on and looks again. */
  final class GivenUp extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
