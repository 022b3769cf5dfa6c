package dev.tokenprotection.entra.call;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One object of an answer. Graph leaves out members or sends null where there is no value, so both
 * read as absent; a member of another type than documented makes the answer unreadable, since a
 * guess could hide a difference.
 */
public record Answer(JsonNode json) {
  public Answer {
    if (!json.isObject()) {
      throw new UnreadableAnswerException("an object was expected");
    }
  }

  /** A text that must be there. */
  public String text(String member) {
    return optionalText(member).orElseThrow(() -> missing(member));
  }

  /** A text; empty when it is absent. */
  public Optional<String> optionalText(String member) {
    JsonNode value = json.path(member);
    if (absent(value)) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw unexpected(member, "a text");
    }
    return Optional.of(value.textValue());
  }

  /** True or false; empty when it is absent. */
  public Optional<Boolean> optionalBoolean(String member) {
    JsonNode value = json.path(member);
    if (absent(value)) {
      return Optional.empty();
    }
    if (!value.isBoolean()) {
      throw unexpected(member, "true or false");
    }
    return Optional.of(value.booleanValue());
  }

  /** A whole number; zero when it is absent. */
  public int number(String member) {
    JsonNode value = json.path(member);
    if (absent(value)) {
      return 0;
    }
    if (!value.canConvertToInt()) {
      throw unexpected(member, "a number");
    }
    return value.intValue();
  }

  /** A point in time; empty when it is absent. */
  public Optional<Instant> optionalInstant(String member) {
    try {
      return optionalText(member).map(Instant::parse);
    } catch (DateTimeParseException unreadable) {
      throw unexpected(member, "a timestamp");
    }
  }

  /** An object; empty when it is absent. */
  public Optional<Answer> optionalObject(String member) {
    JsonNode value = json.path(member);
    if (absent(value)) {
      return Optional.empty();
    }
    if (!value.isObject()) {
      throw unexpected(member, "an object");
    }
    return Optional.of(new Answer(value));
  }

  /** The texts of a list; empty when it is absent. */
  public List<String> texts(String member) {
    List<String> texts = new ArrayList<>();
    for (JsonNode item : items(member)) {
      if (!item.isTextual()) {
        throw unexpected(member, "a list of texts");
      }
      texts.add(item.textValue());
    }
    return texts;
  }

  /** The objects of a list; empty when it is absent. */
  public List<Answer> objects(String member) {
    List<Answer> objects = new ArrayList<>();
    items(member).forEach(item -> objects.add(new Answer(item)));
    return objects;
  }

  private Iterable<JsonNode> items(String member) {
    JsonNode value = json.path(member);
    if (absent(value)) {
      return List.of();
    }
    if (!value.isArray()) {
      throw unexpected(member, "a list");
    }
    return value;
  }

  private static boolean absent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  private static UnreadableAnswerException missing(String member) {
    return new UnreadableAnswerException("\"" + member + "\" is missing");
  }

  private static UnreadableAnswerException unexpected(String member, String expected) {
    return new UnreadableAnswerException("\"" + member + "\" is not " + expected);
  }
}
