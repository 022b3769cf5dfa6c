package dev.tokenprotection.entra.policy;

import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.port.PolicyListing;
import dev.tokenprotection.entra.call.Answer;
import dev.tokenprotection.entra.call.UnreadableAnswerException;
import java.util.ArrayList;
import java.util.List;

/** One policy of a list: one that is beyond reading does no harm to the others. */
sealed interface ListedPolicy {
  /** It could be read. */
  record Readable(ObservedPolicy policy) implements ListedPolicy {}

  /** No more than its name and id could be read. */
  record Unreadable(PolicyListing.Unreadable policy) implements ListedPolicy {}

  /**
   * The policy in {@code answer}.
   *
   * @throws UnreadableAnswerException if not even its name and id can be read, so that nobody could
   *     tell whose it is
   */
  static ListedPolicy of(Answer answer) {
    try {
      return new Readable(PolicyProjection.of(answer));
    } catch (UnreadableAnswerException unreadable) {
      return new Unreadable(
          new PolicyListing.Unreadable(
              new PolicyId(answer.text("id")),
              answer.optionalText("displayName").orElse(""),
              unreadable.getMessage()));
    }
  }

  static PolicyListing listing(List<ListedPolicy> all) {
    List<ObservedPolicy> readable = new ArrayList<>();
    List<PolicyListing.Unreadable> unreadable = new ArrayList<>();
    for (ListedPolicy listed : all) {
      switch (listed) {
        case Readable(ObservedPolicy policy) -> readable.add(policy);
        case Unreadable(PolicyListing.Unreadable policy) -> unreadable.add(policy);
      }
    }
    return new PolicyListing(readable, unreadable);
  }
}
