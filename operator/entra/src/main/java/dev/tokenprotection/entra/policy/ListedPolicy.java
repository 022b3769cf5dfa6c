package dev.tokenprotection.entra.policy;

import dev.tokenprotection.core.desired.Marker;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.port.PolicyListing;
import dev.tokenprotection.entra.call.Answer;
import dev.tokenprotection.entra.call.UnreadableAnswerException;
import java.util.ArrayList;
import java.util.List;

/** One policy of a list: a stranger's may be beyond reading without harm to the others. */
sealed interface ListedPolicy {
  /** It could be read. */
  record Readable(ObservedPolicy policy) implements ListedPolicy {}

  /** It is nobody's of ours and could not be read. */
  record Foreign(PolicyListing.Unreadable policy) implements ListedPolicy {}

  /**
   * The policy in {@code answer}.
   *
   * @throws UnreadableAnswerException if it can't be read and carries a marker, or may carry one
   */
  static ListedPolicy of(Answer answer) {
    try {
      return new Readable(PolicyProjection.of(answer));
    } catch (UnreadableAnswerException unreadable) {
      String displayName = answer.optionalText("displayName").orElse("");
      if (Marker.find(displayName).isPresent()) {
        throw unreadable;
      }
      return new Foreign(
          new PolicyListing.Unreadable(
              new PolicyId(answer.text("id")), displayName, unreadable.getMessage()));
    }
  }

  static PolicyListing listing(List<ListedPolicy> all) {
    List<ObservedPolicy> readable = new ArrayList<>();
    List<PolicyListing.Unreadable> unreadable = new ArrayList<>();
    for (ListedPolicy listed : all) {
      switch (listed) {
        case Readable(ObservedPolicy policy) -> readable.add(policy);
        case Foreign(PolicyListing.Unreadable policy) -> unreadable.add(policy);
      }
    }
    return new PolicyListing(readable, unreadable);
  }
}
