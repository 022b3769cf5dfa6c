package dev.tokenprotection.core.gate;

import dev.tokenprotection.core.evidence.ClientCounts;
import dev.tokenprotection.core.evidence.CodeCounts;
import dev.tokenprotection.core.evidence.UnreadableReason;
import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.Share;
import java.time.Duration;
import java.time.Instant;

/** One reason of a verdict, with its numbers. {@link Wording} turns it into a sentence. */
public sealed interface Reason {

  /** The log could not be read. */
  record EvidenceUnavailable(String cause) implements Reason {}

  /** The log is being read for the first time since the start of the program. */
  record TelemetryWarmup(int percentRead) implements Reason {}

  /** The source may not be read as fast as rows come in. */
  record CannotKeepUp(Duration behind) implements Reason {}

  /** No row of anybody was ever read. */
  record NoRows() implements Reason {}

  /** No counted sign-in in the window. */
  record NoSignIns(Instant since) implements Reason {}

  /** The evidence ends too long ago. */
  record Stale(Duration age, Duration limit) implements Reason {}

  /** No row of anybody came for too long. */
  record Silent(Duration silence, Duration limit) implements Reason {}

  /** Too many sign-ins that should tell whether they were bound do not. */
  record TooManyUnreadable(long unreadable, long signIns, Share limit, UnreadableReason mostly)
      implements Reason {}

  /** Token protection did not apply to too many sign-ins that the policy applied to. */
  record TooManyNotApplicable(long notApplicable, long applied, Share limit) implements Reason {}

  record TooFewSignIns(long counted, long needed) implements Reason {}

  record TooFewUsers(long counted, long needed) implements Reason {}

  record TooLittleCoverage(long seen, long active, Share needed) implements Reason {}

  record TooFewActiveDays(int counted, int needed) implements Reason {}

  /** An application has no sign-ins, and the gate waits for some. */
  record ApplicationWithoutSignIns(Application application) implements Reason {}

  /** The measured ratio is not good enough. */
  record RatioTooLow(Measurement measured, Share needed) implements Reason {}

  /**
   * The measured ratio is good enough, but there is too little evidence to be sure.
   *
   * @param usersNeeded how many more users, all bound, would do
   * @param usersUnseen how many of the cohort's members were not seen yet
   */
  record NotSureYet(Measurement measured, Share needed, long usersNeeded, long usersUnseen)
      implements Reason {}

  /** The ratio is surely too low. */
  record SurelyTooLow(Measurement measured, Share failBelow, Share promoteAtOrAbove)
      implements Reason {}

  /**
   * More users are blocked, or would be, than may be.
   *
   * @param judged on how many of the judged users anything is enforced
   */
  record TooManyBlockedUsers(long blocked, long limit, Enforced judged) implements Reason {}

  /** A client that enforcing would lock its users out of. */
  record ClientLacksBroker(ClientCounts client) implements Reason {}

  /** Why sign-ins were unbound, for whoever mends it. */
  record UnboundSignIns(CodeCounts code) implements Reason {}

  /** The ratio is good enough, and surely not too low. */
  record GoodEnough(Measurement measured, Share promoteAtOrAbove, Share failBelow)
      implements Reason {}
}
