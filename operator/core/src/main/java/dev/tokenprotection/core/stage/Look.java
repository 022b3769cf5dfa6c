package dev.tokenprotection.core.stage;

/** What a look leads to, and what it answers to the hand that was there. */
record Look(Decision decision, Answer answer) {
  static Look executing(Decision decision) {
    return new Look(decision, new Answer.Executed());
  }

  /** A hand that stays open. */
  static Look waiting(String sentence, Decision decision) {
    return new Look(decision, new Answer.Waits(sentence));
  }

  /** A decision that has nothing to do with {@code hand}. */
  static Look refusing(Hand hand, String sentence, Decision decision) {
    return new Look(
        decision, hand instanceof Hand.None ? new Answer.NotAsked() : new Answer.Refused(sentence));
  }

  /** A stop, which is also what an abort asks for. */
  static Look stopping(Hand hand, Decision.FallBackToReportOnly fallBack) {
    return hand instanceof Hand.Abort
        ? executing(fallBack)
        : refusing(hand, Refusals.stopped(fallBack.progress().latch()), fallBack);
  }
}
