package dev.tokenprotection.core.world;

import dev.tokenprotection.core.drift.DriftPolicy;
import dev.tokenprotection.core.gate.Verdict;
import dev.tokenprotection.core.model.PolicyRole;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One thing that happens in a world. A script of them says all that happens, in order. */
sealed interface Event {
  /** What those whose rollout it is do with the resource. */
  sealed interface ByPeople extends Event {}

  /** What the gate says if it is asked. */
  enum Says {
    SUCCESSFUL,
    RUNNING,
    INCONCLUSIVE,
    ERROR,
    FAILED;

    Verdict verdict() {
      return switch (this) {
        case SUCCESSFUL -> new Verdict.Successful(List.of());
        case RUNNING -> new Verdict.Running(List.of());
        case INCONCLUSIVE -> new Verdict.Inconclusive(List.of());
        case ERROR -> new Verdict.Error(List.of());
        case FAILED -> new Verdict.Failed(List.of());
      };
    }
  }

  /** When an operator looks, and what it reads. */
  enum When {
    WHEN_DUE("when it is due"),
    AT_ONCE("at once"),
    STALE("at once, with a read that is one change old");

    private final String words;

    When(String words) {
      this.words = words;
    }
  }

  /**
   * A replica becomes leader if it is not, and looks.
   *
   * @param interruptions by the number of the effect in this look, from 0
   */
  record Look(int replica, When when, Says says, Map<Integer, Interruption> interruptions)
      implements Event {
    public Look {
      interruptions = new TreeMap<>(interruptions);
    }

    static Look undisturbed(Says says) {
      return new Look(0, When.WHEN_DUE, says, Map.of());
    }

    @Override
    public String toString() {
      StringBuilder text =
          new StringBuilder("replica " + replica + " looks " + when.words + ", gate: " + says);
      interruptions.forEach(
          (effect, what) -> text.append("; at effect ").append(effect).append(" ").append(what));
      return text.toString();
    }
  }

  /** A circumstance begins, or ends. */
  record Toggle(Circumstance what) implements Event {
    @Override
    public String toString() {
      return "begins or ends: " + what;
    }
  }

  /** A person approves what is asked for at this moment. */
  record Approve() implements ByPeople {
    @Override
    public String toString() {
      return "two people approve";
    }
  }

  /** The removal of break-glass accounts is confirmed. */
  record ConfirmBreakGlass() implements ByPeople {
    @Override
    public String toString() {
      return "a person confirms the break-glass accounts";
    }
  }

  /** A person deletes the rollout. */
  record Delete() implements ByPeople {
    @Override
    public String toString() {
      return "a person deletes the rollout";
    }
  }

  /** A person confirms the deletion of just the object that is there. */
  record ConfirmDelete() implements ByPeople {
    @Override
    public String toString() {
      return "a person confirms the deletion";
    }
  }

  /** The same manifest is applied again, after the object has gone. */
  record Recreate() implements Event {
    @Override
    public String toString() {
      return "the manifest is applied again";
    }
  }

  /** A person sets spec.driftPolicy. */
  record SetDriftPolicy(DriftPolicy policy) implements ByPeople {
    @Override
    public String toString() {
      return "a person sets the drift policy " + policy;
    }
  }

  /** A person sets an annotation, with a token that was never used before. */
  record Annotate(String annotation) implements ByPeople {
    @Override
    public String toString() {
      return "a person annotates " + annotation;
    }
  }

  /** A person names the stop that is in force. */
  record NameStop() implements ByPeople {
    @Override
    public String toString() {
      return "a person resumes by name";
    }
  }

  /** A person takes an annotation away. */
  record TakeAway(String annotation) implements ByPeople {
    @Override
    public String toString() {
      return "a person removes the annotation " + annotation;
    }
  }

  /** Somebody edits one of our policies by hand, or deletes it. */
  record EditPolicy(PolicyRole role, int kind) implements Event {
    static final int DELETE = -1;
    static final int DELETE_FOR_GOOD = -2;

    @Override
    public String toString() {
      return "somebody " + words() + " the " + role + " policy";
    }

    private String words() {
      return switch (kind) {
        case DELETE -> "deletes";
        case DELETE_FOR_GOOD -> "deletes for good";
        default -> "makes edit " + kind + " of";
      };
    }
  }

  /** Somebody adds one user to a managed group and removes another. */
  record EditMembers(int group, int added, int removed) implements Event {
    @Override
    public String toString() {
      return "somebody adds user "
          + added
          + " to managed group "
          + group
          + " and removes "
          + removed;
    }
  }

  /** A person edits applications, exclusions, guests or devices. */
  record EditConditions(int seed) implements ByPeople {
    @Override
    public String toString() {
      return "a person edits conditions (" + seed + ")";
    }
  }

  /** A person edits the stages. */
  record EditStages(int seed) implements ByPeople {
    @Override
    public String toString() {
      return "a person edits stages (" + seed + ")";
    }
  }

  /** A person accepts the stages as they are now. */
  record AcceptStages() implements ByPeople {
    @Override
    public String toString() {
      return "a person accepts the stages";
    }
  }

  /** The stages of the beginning are put back. */
  record PutStagesBack() implements ByPeople {
    @Override
    public String toString() {
      return "a person puts the stages back";
    }
  }

  /** Other break-glass accounts are declared. */
  record ChangeBreakGlass(int number) implements ByPeople {
    @Override
    public String toString() {
      return "break-glass user " + number + " is declared in place of another";
    }
  }

  /** The cluster is built anew from Git. */
  record LoseStatus() implements Event {
    @Override
    public String toString() {
      return "status is lost";
    }
  }

  /** A person does what only a person can: resumes, retries, approves, accepts. */
  record Help() implements Event {
    @Override
    public String toString() {
      return "a person helps";
    }
  }

  /** Time passes. */
  record Pass(Duration time) implements Event {
    @Override
    public String toString() {
      return time + " pass";
    }
  }

  /** The clock of a replica is set, so that it is off by this from now on. */
  record Skew(int replica, Duration off) implements Event {
    @Override
    public String toString() {
      return "the clock of replica " + replica + " is off by " + off;
    }
  }
}
