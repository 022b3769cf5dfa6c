package dev.tokenprotection.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FoldedNameTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "TokenProtection-Pilot",
        "TokenProtection\u2010Pilot",
        "TokenProtection\u2011Pilot",
        "TokenProtection\u2012Pilot",
        "TokenProtection\u2013Pilot",
        "TokenProtection\u2014Pilot",
        "TokenProtection\u2212Pilot",
        "TokenProtection\uff0dPilot",
        "Token\u00adProtection-Pilot",
        "\ufeffTokenProtection-Pilot\u200b",
        " TokenProtection-Pilot\u00a0",
        "\uff34okenProtection-Pilot"
      })
  void looks_like_the_guide_s_pilot_group(String typeset) {
    assertThat(FoldedName.of(typeset)).isEqualTo(FoldedName.of("TokenProtection-Pilot"));
  }

  @Test
  void spaces_of_any_kind_and_number_are_one() {
    assertThat(FoldedName.of("All\u00a0\u2009 Users")).isEqualTo(FoldedName.of("All Users"));
  }

  @Test
  void composed_and_decomposed_letters_are_the_same() {
    assertThat(FoldedName.of("Caf\u00e9")).isEqualTo(FoldedName.of("Cafe\u0301"));
  }

  @Test
  void what_a_person_tells_apart_stays_apart() {
    assertThat(FoldedName.of("Pilot")).isNotEqualTo(FoldedName.of("pilot"));
    assertThat(FoldedName.of("Pilot 1")).isNotEqualTo(FoldedName.of("Pilot1"));
    assertThat(FoldedName.of("Pilot-1")).isNotEqualTo(FoldedName.of("Pilot_1"));
  }

  @Test
  void the_plain_prefix_ends_where_a_name_may_be_typeset_otherwise() {
    assertThat(FoldedName.of("TokenProtection\u2011Pilot").plainPrefix())
        .isEqualTo("TokenProtection");
    assertThat(FoldedName.of("O'Brien").plainPrefix()).isEqualTo("O");
    assertThat(FoldedName.of("\u00dcbung").plainPrefix()).isEmpty();
  }
}
