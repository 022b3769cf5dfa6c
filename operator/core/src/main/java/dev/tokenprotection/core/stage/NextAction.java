package dev.tokenprotection.core.stage;

import java.time.Instant;
import java.util.List;

/**
 * What a rollout is heading for, and when to look at it again.
 *
 * @param type what it is heading for
 * @param at when to look again, never in the past; nothing becomes due before, unless something
 *     outside changes. In a stage something is due then: an evaluation, the opening or closing of a
 *     window, or the deadline
 * @param notBefore the earliest time at which {@code type} may take place if all goes well; {@code
 *     at} where a person has to act first
 * @param blockers what it waits for
 */
public record NextAction(Type type, Instant at, Instant notBefore, List<Blocker> blockers) {
  /** What a rollout may be heading for. */
  public enum Type {
    /** The next stage. */
    PROMOTE("Promote"),
    /** The end of the last stage. */
    COMPLETE("Complete"),
    /** A person, who has to resume or to change the spec. */
    WAIT_FOR_PERSON("WaitForPerson"),
    /** Nothing: it is completed, and is only watched. */
    WATCH("Watch"),
    /** Its own end: it is being deleted, and its deletion policy is carried out first. */
    DELETE("Delete");

    private final String apiName;

    Type(String apiName) {
      this.apiName = apiName;
    }

    /** The name in {@code status.nextAction.type}. */
    public String apiName() {
      return apiName;
    }
  }

  public NextAction {
    blockers = List.copyOf(blockers);
  }

  /** What it waits for, each a few words. */
  public List<String> blockedBy() {
    return blockers.stream().map(Blocker::text).toList();
  }
}
