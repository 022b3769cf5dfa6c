package dev.tokenprotection.simulator.signin;

import static dev.tokenprotection.simulator.signin.World.entry;
import static dev.tokenprotection.simulator.signin.World.errorCode;
import static dev.tokenprotection.simulator.signin.policy.TestPolicies.DISABLED;
import static dev.tokenprotection.simulator.signin.policy.TestPolicies.ENABLED;
import static dev.tokenprotection.simulator.signin.policy.TestPolicies.REPORT_ONLY;
import static dev.tokenprotection.simulator.signin.policy.TestPolicies.tokenProtection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.population.Client;
import dev.tokenprotection.simulator.population.DeviceKind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Applied-policy arrays list notApplied and notEnabled entries; they are empty, not missing, where
 * a first factor failed; a policy that includes nobody is notApplied because of its users.
 */
class AppliedPoliciesOfRowsTest {
  private final World world =
      World.immediate()
          .people("pilot", 20, DeviceKind.WINDOWS_ENTRA_JOINED, Client.OUTLOOK)
          .with(new Quirks(0.5, 0.3, 0.3, 0, 0, 0, 0, 0, 0))
          .settle();
  private List<ObjectNode> rows;

  @BeforeEach
  void signInForADay() {
    world.tenant.writePolicy(tokenProtection("ours", REPORT_ONLY).includeGroups("pilot").json());
    world.tenant.writePolicy(tokenProtection("nobody", ENABLED).includeUsers("None").json());
    world.tenant.writePolicy(tokenProtection("off", DISABLED).includeGroups("pilot").json());
    rows = world.advance(Duration.ofDays(1)).rows();
  }

  @Test
  void every_row_lists_every_policy_also_those_that_do_not_apply() {
    assertThat(rows)
        .filteredOn(row -> errorCode(row) != 50126)
        .isNotEmpty()
        .allSatisfy(
            row -> {
              assertThat(row.path("appliedConditionalAccessPolicies")).hasSize(3);
              assertThat(entry(row, "off").path("result").asText()).isEqualTo("notEnabled");
              JsonNode nobody = entry(row, "nobody");
              assertThat(nobody.path("result").asText()).isEqualTo("notApplied");
              assertThat(nobody.path("conditionsSatisfied").asText()).isEqualTo("application");
              assertThat(nobody.path("conditionsNotSatisfied").asText()).isEqualTo("users");
            });
  }

  @Test
  void a_failed_first_factor_has_an_empty_array() {
    assertThat(rows)
        .filteredOn(row -> errorCode(row) == 50126)
        .isNotEmpty()
        .allSatisfy(
            row -> {
              assertThat(row.path("appliedConditionalAccessPolicies").isArray()).isTrue();
              assertThat(row.path("appliedConditionalAccessPolicies")).isEmpty();
              assertThat(row.path("conditionalAccessStatus").asText()).isEqualTo("notApplied");
            });
  }

  @Test
  void an_entry_of_token_protection_names_its_session_control() {
    assertThat(rows)
        .filteredOn(row -> errorCode(row) == 0)
        .isNotEmpty()
        .allSatisfy(
            row -> {
              JsonNode ours = entry(row, "ours");
              assertThat(ours.path("result").asText()).isEqualTo("reportOnlySuccess");
              assertThat(ours.path("enforcedSessionControls").path(0).asText())
                  .isEqualTo("SignInTokenProtection");
              assertThat(ours.path("sessionControlsNotSatisfied")).isEmpty();
            });
  }
}
