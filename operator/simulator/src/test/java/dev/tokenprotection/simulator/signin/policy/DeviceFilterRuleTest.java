package dev.tokenprotection.simulator.signin.policy;

import static dev.tokenprotection.simulator.signin.policy.DeviceAttribute.DISPLAY_NAME;
import static dev.tokenprotection.simulator.signin.policy.DeviceAttribute.ENROLLMENT_PROFILE_NAME;
import static dev.tokenprotection.simulator.signin.policy.DeviceAttribute.MODEL;
import static dev.tokenprotection.simulator.signin.policy.DeviceAttribute.SYSTEM_LABELS;
import static dev.tokenprotection.simulator.signin.policy.DeviceAttribute.TRUST_TYPE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceFilterRuleTest {
  private static final DeviceAttributes CLOUD_PC =
      DeviceAttributes.unregistered()
          .with(TRUST_TYPE, "AzureAD")
          .with(MODEL, "Cloud PC Enterprise")
          .with(SYSTEM_LABELS, List.of("AzureResource", "CloudPC"));

  private static final DeviceAttributes UNREGISTERED = DeviceAttributes.unregistered();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "device.systemLabels -contains \"CloudPC\" -and device.trustType -eq \"AzureAD\"",
        "device.trustType -eq 'azuread'",
        "device.TRUSTTYPE -EQ \"AZUREAD\"",
        "device.trustType -ne \"Workplace\"",
        "device.model -startsWith \"cloud\"",
        "device.model -endsWith \"Enterprise\"",
        "device.model -contains \"PC Ent\"",
        "device.model -notContains \"Surface\"",
        "device.model -notStartsWith \"Surface\"",
        "device.model -notEndsWith \"Hub\"",
        "device.model -in [\"Latitude\", \"Cloud PC Enterprise\"]",
        "device.model -notIn [\"Latitude\"]",
        "device.systemLabels -notContains \"AzureVirtualDesktop\"",
        "-not (device.trustType -eq \"Workplace\")",
        "(device.trustType -eq \"Workplace\") -or (device.model -contains \"PC\")",
        "device.isCompliant -ne True",
      })
  void a_matching_rule_picks_a_cloud_pc(String rule) {
    assertThat(DeviceFilterRule.parse(rule).matches(CLOUD_PC)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"Kiosks, Laptop, true", "Office, Surface Hub 2S, true", "Office, Laptop, false"})
  void a_device_is_picked_by_any_of_the_parts_of_a_rule(
      String profile, String model, boolean isPicked) {
    DeviceAttributes device =
        DeviceAttributes.unregistered()
            .with(TRUST_TYPE, "AzureAD")
            .with(ENROLLMENT_PROFILE_NAME, profile)
            .with(MODEL, model);
    DeviceFilterRule rule =
        DeviceFilterRule.parse(
            "(device.systemLabels -contains \"CloudPC\" -and device.trustType -eq \"AzureAD\") -or"
                + " (device.enrollmentProfileName -eq \"Kiosks\") -or (device.model -startsWith"
                + " \"Surface\" -or device.model -eq \"ThinkSmart Hub\")");
    assertThat(rule.matches(device)).isEqualTo(isPicked);
    assertThat(rule.matches(CLOUD_PC)).isTrue();
    assertThat(rule.matches(UNREGISTERED)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "device.systemLabels -contains \"Cloud\"",
        "device.systemLabels -contains \"CloudPC\" -and device.trustType -eq \"ServerAD\"",
        "device.trustType -ne \"AzureAD\"",
        "device.model -in [\"Latitude\"]",
        "-not device.trustType -eq \"AzureAD\" -or device.model -eq \"x\"",
        "device.displayName -contains \"PC\"",
      })
  void a_rule_that_does_not_match_leaves_it(String rule) {
    assertThat(DeviceFilterRule.parse(rule).matches(CLOUD_PC)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          device.trustType -eq "AzureAD"             | device.trustType -ne "AzureAD"
          device.model -startsWith "Cloud"           | device.model -notStartsWith "Cloud"
          device.model -endsWith "PC"                | device.model -notEndsWith "PC"
          device.model -contains "PC"                | device.model -notContains "PC"
          device.model -in ["a", "b"]                | device.model -notIn ["a", "b"]
          device.systemLabels -contains "CloudPC"    | device.systemLabels -notContains "CloudPC"
          """)
  void an_unregistered_device_has_null_attributes_and_never_matches_a_positive_operator(
      String positive, String negative) {
    assertThat(DeviceFilterRule.parse(positive).matches(UNREGISTERED)).isFalse();
    assertThat(DeviceFilterRule.parse(negative).matches(UNREGISTERED)).isTrue();
  }

  @Test
  void and_binds_more_tightly_than_or() {
    String rule =
        "device.model -eq \"Cloud PC Enterprise\" -or device.model -eq \"x\""
            + " -and device.trustType -eq \"Workplace\"";
    assertThat(DeviceFilterRule.parse(rule).matches(CLOUD_PC)).isTrue();
  }

  @Test
  void a_backtick_escapes_a_quote() {
    DeviceAttributes device = UNREGISTERED.with(DISPLAY_NAME, "The \"Hub\"");
    String rule = "device.displayName -eq \"The `\"Hub`\"\"";
    assertThat(DeviceFilterRule.parse(rule).matches(device)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          device.systemLabels -eq "CloudPC"                | systemLabels does not take -eq
          device.trustType -contains "Azure"               | trustType does not take -contains
          device.colour -eq "red"                          | no attribute of devices is called colour
          user.department -eq "x"                          | expected an attribute
          device.model -like "x"                           | no operator is called -like
          device.model "x"                                 | expected an operator
          device.model -eq x                               | a text needs quotes
          device.model -eq "x                              | the text does not end
          device.model -in "x"                             | expected a list in brackets
          device.model -in ["x"                            | a comma or a closing bracket
          (device.model -eq "x"                            | a closing parenthesis
          device.model -eq "x" device.model -eq "y"        | expected the end
          device.model -eq                                 | expected a value
          """)
  void what_entra_refuses_is_refused_with_the_place(String rule, String problem) {
    assertThatThrownBy(() -> DeviceFilterRule.parse(rule))
        .isInstanceOf(DeviceFilterSyntaxException.class)
        .hasMessageContaining(problem)
        .hasMessageContaining("at character");
  }

  @Test
  void a_rule_longer_than_3072_characters_is_refused() {
    String rule = "device.model -eq \"" + "x".repeat(DeviceFilterRule.MAX_LENGTH) + "\"";
    assertThatThrownBy(() -> DeviceFilterRule.parse(rule)).hasMessageContaining("longer than 3072");
  }
}
