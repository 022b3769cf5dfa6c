package dev.tokenprotection.core.model;

import java.time.Instant;

/**
 * One record of the directory audit log. Names no person: whoever may read the log finds them there
 * by its id.
 *
 * @param id the id of the record
 * @param at when it was done
 * @param initiator who did it
 */
public record AuditRecord(String id, Instant at, Initiator initiator) {
  /** Who did something. Source: Microsoft Graph, "auditActivityInitiator resource type". */
  public sealed interface Initiator {
    /**
     * An application with its own token.
     *
     * @param displayName its name, empty when the log does not tell
     * @param appId its application id, empty when the log does not tell
     */
    record Application(String displayName, String appId) implements Initiator {}

    /** A person, by whatever program. */
    record Person() implements Initiator {}

    /** The log does not tell. */
    record Untold() implements Initiator {}
  }
}
