package dev.tokenprotection.entra.call;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One page of a collection.
 *
 * @param items its objects, perhaps none although more follow
 * @param nextLink where the next page is, never taken apart; empty on the last one
 * @param <T> what is made of an object
 */
record Page<T>(List<T> items, Optional<String> nextLink) {
  static <T> Page<T> of(JsonNode body, Function<Answer, T> projection) {
    Answer answer = new Answer(body);
    if (!body.path("value").isArray()) {
      throw new UnreadableAnswerException("\"value\" is not a list");
    }
    return new Page<>(
        answer.objects("value").stream().map(projection).toList(),
        answer.optionalText("@odata.nextLink"));
  }
}
