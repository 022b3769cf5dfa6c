package dev.tokenprotection.entra.call;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * One page of a collection.
 *
 * @param items its objects, perhaps none although more follow
 * @param nextLink where the next page is, never taken apart; empty on the last one
 */
record Page(List<Answer> items, Optional<String> nextLink) {
  static Page of(JsonNode body) {
    Answer answer = new Answer(body);
    if (!body.path("value").isArray()) {
      throw new UnreadableAnswerException("\"value\" is not a list");
    }
    return new Page(answer.objects("value"), answer.optionalText("@odata.nextLink"));
  }
}
