package dev.tokenprotection.core.desired;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceRuleTest {
  @Test
  void no_rule_has_no_alternatives() {
    assertThat(DeviceRule.alternatives("")).isEmpty();
    assertThat(DeviceRule.alternatives("  ")).isEmpty();
  }

  @Test
  void alternatives_are_split_at_or_in_any_case() {
    assertThat(DeviceRule.alternatives("a -eq 1 -or b -eq 2 -OR c -eq 3"))
        .containsExactly("a -eq 1", "b -eq 2", "c -eq 3");
  }

  @Test
  void and_binds_stronger_than_or() {
    assertThat(DeviceRule.alternatives("a -eq 1 -and b -eq 2 -or c -eq 3"))
        .containsExactly("a -eq 1 -and b -eq 2", "c -eq 3");
  }

  @Test
  void what_is_in_parentheses_or_quotes_is_left_whole() {
    assertThat(DeviceRule.alternatives("(a -eq 1 -or b -eq 2) -and c -eq \"x -or (y\" -or d -eq 4"))
        .containsExactly("(a -eq 1 -or b -eq 2) -and c -eq \"x -or (y\"", "d -eq 4");
  }

  @Test
  void parentheses_around_a_whole_alternative_make_no_difference() {
    assertThat(DeviceRule.alternatives("((a -eq 1)) -or(b -eq 2)"))
        .containsExactly("a -eq 1", "b -eq 2");
    assertThat(DeviceRule.alternatives("(a -eq 1) -and (b -eq 2)"))
        .containsExactly("(a -eq 1) -and (b -eq 2)");
  }

  @Test
  void alternatives_in_parentheses_of_their_own_are_taken_apart() {
    assertThat(DeviceRule.alternatives("(a -eq 1) -or (b -eq 2 -or (c -eq 3 -or d -eq 4))"))
        .containsExactly("a -eq 1", "b -eq 2", "c -eq 3", "d -eq 4");
    assertThat(DeviceRule.alternatives("a -eq 1 -or -not (b -eq 2 -or c -eq 3)"))
        .containsExactly("a -eq 1", "-not (b -eq 2 -or c -eq 3)");
  }

  @Test
  void single_quotes_and_escaped_quotes_hold_a_text_together() {
    assertThat(DeviceRule.alternatives("a -eq 'x -or y' -or b -eq \"p`\" -or q\""))
        .containsExactly("a -eq 'x -or y'", "b -eq \"p`\" -or q\"");
  }

  @Test
  void a_rule_that_is_not_closed_is_one_alternative() {
    for (String open : List.of("a) -or (b", "(a -or b", "a -or \"b", "a -or b)", "a -or 'b\"")) {
      assertThat(DeviceRule.isClosed(open)).as(open).isFalse();
      assertThat(DeviceRule.alternatives(open)).as(open).containsExactly(open);
    }
    assertThat(DeviceRule.isClosed("(a -eq \"(\") -or (b -eq ')`')')")).isTrue();
  }

  @Test
  void a_value_that_contains_or_is_no_operator() {
    assertThat(DeviceRule.alternatives("device.displayName -contains x-or-y"))
        .containsExactly("device.displayName -contains x-or-y");
  }
}
