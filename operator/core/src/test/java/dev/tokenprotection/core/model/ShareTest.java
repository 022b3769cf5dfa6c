package dev.tokenprotection.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShareTest {

  @ParameterizedTest
  @CsvSource({"0%, 0", "99%, 990000", "99.5%, 995000", "100%, 1000000", "0.0001%, 1"})
  void a_percentage_is_read_and_written_exactly(String text, int millionths) {
    assertThat(Share.parse(text)).isEqualTo(new Share(millionths));
    assertThat(new Share(millionths)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "%", "99", "-1%", "100.1%", "101%", "99.99999%", "9,5%", "1e1%"})
  void anything_else_is_refused(String text) {
    assertThatThrownBy(() -> Share.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_share_of_users_is_rounded_up() {
    Share two = Share.ofPercent(2);
    assertThat(two.ofRoundedUp(0)).isZero();
    assertThat(two.ofRoundedUp(1)).isEqualTo(1);
    assertThat(two.ofRoundedUp(50)).isEqualTo(1);
    assertThat(two.ofRoundedUp(51)).isEqualTo(2);
  }

  @Test
  void a_limit_is_a_number_or_a_share() {
    assertThat(CountOrShare.parse("5").of(1000)).isEqualTo(5);
    assertThat(CountOrShare.parse("2%").of(1000)).isEqualTo(20);
    assertThatThrownBy(() -> CountOrShare.parse("five"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("five");
    assertThatThrownBy(() -> CountOrShare.parse("-5")).isInstanceOf(IllegalArgumentException.class);
  }
}
