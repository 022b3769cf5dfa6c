package dev.tokenprotection.entra.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class AnswerTest {
  @Test
  void what_is_absent_or_null_is_empty() {
    for (String json : new String[] {"{}", "{\"m\":null}"}) {
      Answer answer = answer(json);
      assertThat(answer.optionalText("m")).isEmpty();
      assertThat(answer.optionalBoolean("m")).isEmpty();
      assertThat(answer.optionalInstant("m")).isEmpty();
      assertThat(answer.optionalObject("m")).isEmpty();
      assertThat(answer.texts("m")).isEmpty();
      assertThat(answer.objects("m")).isEmpty();
      assertThat(answer.number("m")).isZero();
      assertThatThrownBy(() -> answer.text("m")).isInstanceOf(UnreadableAnswerException.class);
    }
  }

  @Test
  void timestamps_have_none_six_or_seven_fractional_digits() {
    assertThat(answer("{\"m\":\"2019-10-14T19:52:00Z\"}").optionalInstant("m"))
        .contains(Instant.parse("2019-10-14T19:52:00Z"));
    assertThat(answer("{\"m\":\"2019-10-14T19:52:00.050958Z\"}").optionalInstant("m"))
        .contains(Instant.parse("2019-10-14T19:52:00.050958Z"));
    assertThat(answer("{\"m\":\"2019-09-26T23:12:16.0792706Z\"}").optionalInstant("m"))
        .contains(Instant.parse("2019-09-26T23:12:16.079270600Z"));
  }

  @Test
  void another_type_than_documented_is_unreadable_and_its_content_is_not_told() {
    unreadable("{\"m\":3}", answer -> answer.optionalText("m"));
    unreadable("{\"m\":\"secret\"}", answer -> answer.optionalBoolean("m"));
    unreadable("{\"m\":\"secret\"}", answer -> answer.optionalInstant("m"));
    unreadable("{\"m\":\"secret\"}", answer -> answer.optionalObject("m"));
    unreadable("{\"m\":\"secret\"}", answer -> answer.texts("m"));
    unreadable("{\"m\":[\"a\",{}]}", answer -> answer.texts("m"));
    unreadable("{\"m\":[\"secret\"]}", answer -> answer.objects("m"));
    unreadable("{\"m\":\"secret\"}", answer -> answer.number("m"));
    unreadable("[]", answer -> answer.number("m"));
  }

  private static void unreadable(String json, Consumer<Answer> reading) {
    assertThatThrownBy(() -> reading.accept(answer(json)))
        .isInstanceOf(UnreadableAnswerException.class)
        .hasMessageNotContaining("secret");
  }

  private static Answer answer(String json) {
    try {
      return new Answer(new ObjectMapper().readTree(json));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }
}
