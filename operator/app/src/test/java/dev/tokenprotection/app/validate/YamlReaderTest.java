package dev.tokenprotection.app.validate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlReaderTest {
  @ParameterizedTest
  @CsvSource({
    "yes, true",
    "Off, false",
    "0x10, 16",
    "010, 8",
    "1_000, 1000",
    "-5, -5",
    "1.5, 1.5",
    "1e3, 1000.0",
    "~, null",
    "10%, '\"10%\"'",
    "7d, '\"7d\"'",
    "9:30, '\"9:30\"'",
    "2026-11-23, '\"2026-11-23\"'",
    "'\"yes\"', '\"yes\"'",
    "!!str 5, '\"5\"'",
    "99999999999999999999, 99999999999999999999",
  })
  void a_plain_value_means_what_it_means_to_kubectl(String yaml, String json) {
    assertThat(only("a: " + yaml).content().get("a").toString()).isEqualTo(json);
  }

  @Test
  void documents_are_told_apart_and_empty_ones_passed_over() {
    List<YamlDocument> documents = YamlReader.read("---\na: 1\n---\n---\nb: 2\n").documents();
    assertThat(documents)
        .extracting(d -> d.content().toString())
        .containsExactly("{\"a\":1}", "{\"b\":2}");
  }

  @Test
  void the_line_of_a_field_is_that_of_its_key() {
    YamlDocument document =
        only(
            """
            # a comment
            spec:
              stages:
              - name: one
              - name: two
                state: Enforced
            """);
    assertThat(document.line(new FieldPath("spec.stages[1].state"))).isEqualTo(6);
    assertThat(document.line(new FieldPath("spec.stages[1]"))).isEqualTo(5);
  }

  @Test
  void the_line_of_a_field_that_is_missing_is_that_of_the_object_around_it() {
    YamlDocument document = only("kind: X\nspec:\n  stages:\n  - name: one\n");
    assertThat(document.line(new FieldPath("spec.stages[0].state"))).isEqualTo(4);
    assertThat(document.line(new FieldPath("spec.profile"))).isEqualTo(2);
    assertThat(document.line(new FieldPath("metadata.name"))).isEqualTo(1);
  }

  @Test
  void a_key_that_is_given_twice_is_an_error_with_its_line() {
    YamlReader.Reading reading = YamlReader.read("spec:\n  paused: true\n  paused: false\n");
    assertThat(reading.documents()).isEmpty();
    assertThat(reading.errors())
        .containsExactly(new YamlReader.SyntaxError(3, "key \"spec.paused\" is given twice"));
  }

  @Test
  void a_broken_document_is_an_error_with_its_line() {
    YamlReader.Reading reading = YamlReader.read("a: 1\nb: [1, 2\nc: 3\n");
    assertThat(reading.errors()).hasSize(1);
    assertThat(reading.errors().getFirst().line()).isEqualTo(3);
  }

  @Test
  void anchors_and_merges_are_resolved_and_the_nearer_value_wins() {
    YamlDocument document =
        only(
            """
            base: &base {a: 1, b: 2}
            other: &other {b: 3, c: 4}
            merged:
              <<: [*base, *other]
              a: 9
            """);
    assertThat(document.content().get("merged")).hasToString("{\"a\":9,\"b\":2,\"c\":4}");
  }

  @Test
  void an_alias_inside_its_own_anchor_is_an_error() {
    assertThat(YamlReader.read("a: &a\n  b: *a\n").errors())
        .extracting(YamlReader.SyntaxError::message)
        .containsExactly("an alias stands inside its own anchor");
  }

  @Test
  void a_list_as_kubectl_prints_it_holds_its_items() {
    YamlDocument list =
        only(
            """
            apiVersion: v1
            kind: List
            items:
            - kind: EntraTenant
              metadata: {name: contoso}
            """);
    YamlDocument item = list.resources().getFirst();
    assertThat(item.title()).isEqualTo("EntraTenant contoso");
    assertThat(item.line(new FieldPath("metadata.name"))).isEqualTo(5);
  }

  private static YamlDocument only(String text) {
    YamlReader.Reading reading = YamlReader.read(text);
    assertThat(reading.errors()).isEmpty();
    assertThat(reading.documents()).hasSize(1);
    return reading.documents().getFirst();
  }
}
