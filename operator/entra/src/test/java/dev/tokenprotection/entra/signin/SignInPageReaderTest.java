package dev.tokenprotection.entra.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.core.evidence.AppliedPolicies;
import dev.tokenprotection.core.evidence.AppliedPolicy;
import dev.tokenprotection.core.evidence.BindingDetails;
import dev.tokenprotection.core.evidence.BindingStatus;
import dev.tokenprotection.core.evidence.ClientApplication;
import dev.tokenprotection.core.evidence.ControlOutcome;
import dev.tokenprotection.core.evidence.Correlation;
import dev.tokenprotection.core.evidence.PolicyResult;
import dev.tokenprotection.core.evidence.SignInChannel;
import dev.tokenprotection.core.evidence.SignInRow;
import dev.tokenprotection.core.evidence.SignInUser;
import dev.tokenprotection.core.evidence.TokenIssuer;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.entra.TestSignIns;
import dev.tokenprotection.entra.call.UnreadableAnswerException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignInPageReaderTest {
  private static final Instant AT = Instant.parse("2026-11-02T08:30:00Z");

  private final List<SignInRow> rows = new ArrayList<>();

  @Test
  void a_row_is_read_with_all_that_the_classification_needs() {
    ObjectNode json = TestSignIns.interactive(7, AT);

    assertThat(row(json))
        .isEqualTo(
            new SignInRow(
                "00000000-0000-0000-0000-000000000007",
                AT,
                new SignInUser.Member(new UserId("10000000-0000-0000-0000-000000000007")),
                new Correlation.Shared("20000000-0000-0000-0000-000000000007"),
                SignInChannel.INTERACTIVE,
                new ClientApplication("d3590ed6-52b3-4102-aeff-aad2292ab01c", "Microsoft Office"),
                "00000002-0000-0ff1-ce00-000000000000",
                List.of(
                    "00000002-0000-0ff1-ce00-000000000000", "00000003-0000-0ff1-ce00-000000000000"),
                new AppliedPolicies.Listed(
                    List.of(
                        new AppliedPolicy(
                            new PolicyId(TestSignIns.OBSERVE),
                            PolicyResult.REPORT_ONLY_SUCCESS,
                            ControlOutcome.NOT_NAMED))),
                new BindingDetails.Reported(BindingStatus.BOUND, 0),
                0,
                TokenIssuer.PRIMARY,
                "Windows10"));
  }

  @Test
  void an_unbound_row_names_the_control_and_the_code() {
    SignInRow row = row(TestSignIns.unbound(TestSignIns.interactive(7, AT), 1008));

    assertThat(row.details()).isEqualTo(new BindingDetails.Reported(BindingStatus.UNBOUND, 1008));
    assertThat(((AppliedPolicies.Listed) row.policies()).entries())
        .containsExactly(
            new AppliedPolicy(
                new PolicyId(TestSignIns.OBSERVE),
                PolicyResult.REPORT_ONLY_FAILURE,
                ControlOutcome.NOT_SATISFIED));
  }

  @Test
  void the_old_name_of_the_control_and_names_in_one_text_are_known() {
    ObjectNode json = TestSignIns.interactive(7, AT);
    ObjectNode policy = (ObjectNode) json.at("/appliedConditionalAccessPolicies/0");

    policy.putArray("sessionControlsNotSatisfied").add("Binding");
    assertThat(outcome(json)).isEqualTo(ControlOutcome.NOT_SATISFIED);
    policy.put("sessionControlsNotSatisfied", "signInFrequency, signInTokenProtection");
    assertThat(outcome(json)).isEqualTo(ControlOutcome.NOT_SATISFIED);
    policy.remove("sessionControlsNotSatisfied");
    assertThat(outcome(json)).isEqualTo(ControlOutcome.NOT_NAMED);
  }

  private ControlOutcome outcome(ObjectNode json) {
    return ((AppliedPolicies.Listed) row(json).policies()).entries().getFirst().tokenProtection();
  }

  @Test
  void a_row_of_the_v1_endpoint_was_not_collected_and_is_not_bound() {
    ObjectNode absent = TestSignIns.interactive(7, AT);
    absent.remove("tokenProtectionStatusDetails");
    ObjectNode ofNull = TestSignIns.interactive(7, AT);
    ofNull.putNull("tokenProtectionStatusDetails");
    ObjectNode ofAnotherType = TestSignIns.interactive(7, AT);
    ofAnotherType.put("tokenProtectionStatusDetails", "bound");

    for (ObjectNode json : List.of(absent, ofNull, ofAnotherType)) {
      assertThat(row(json).details()).isEqualTo(new BindingDetails.Missing());
    }
  }

  @Test
  void details_without_a_known_status_are_unknown() {
    ObjectNode json = TestSignIns.interactive(7, AT);
    ObjectNode details = (ObjectNode) json.get("tokenProtectionStatusDetails");
    for (String status : new String[] {"unknownFutureValue", "half", ""}) {
      details.put("signInSessionStatus", status);
      assertThat(row(json).details())
          .isEqualTo(new BindingDetails.Reported(BindingStatus.UNKNOWN, 0));
    }
    details.put("signInSessionStatus", "None").put("signInSessionStatusCode", 1002);
    assertThat(row(json).details())
        .isEqualTo(new BindingDetails.Reported(BindingStatus.NONE, 1002));
  }

  @Test
  void missing_policies_are_told_apart_from_none() {
    ObjectNode json = TestSignIns.interactive(7, AT);
    json.putArray("appliedConditionalAccessPolicies");
    assertThat(row(json).policies()).isEqualTo(new AppliedPolicies.Listed(List.of()));
    json.putNull("appliedConditionalAccessPolicies");
    assertThat(row(json).policies()).isEqualTo(new AppliedPolicies.Missing());
    json.remove("appliedConditionalAccessPolicies");
    assertThat(row(json).policies()).isEqualTo(new AppliedPolicies.Missing());
  }

  @Test
  void audiences_are_texts_or_objects() {
    ObjectNode json = TestSignIns.interactive(7, AT);
    json.putArray("conditionalAccessAudiences")
        .addObject()
        .put("applicationId", "00000003-0000-0ff1-ce00-000000000000")
        .put("audienceReasons", "none");
    assertThat(row(json).audiences()).containsExactly("00000003-0000-0ff1-ce00-000000000000");
    json.putNull("conditionalAccessAudiences");
    assertThat(row(json).audiences()).isEmpty();
  }

  @Test
  void nobody_guests_and_lone_requests_are_told() {
    ObjectNode json = TestSignIns.interactive(7, AT);
    json.put("userType", "guest");
    assertThat(row(json).user()).isInstanceOf(SignInUser.Guest.class);
    for (JsonNode nobody :
        List.<JsonNode>of(json.textNode(""), json.nullNode(), json.textNode(Correlation.ZERO))) {
      json.set("userId", nobody);
      json.set("correlationId", nobody);
      assertThat(row(json).user()).isEqualTo(new SignInUser.Unidentified());
      assertThat(row(json).correlation()).isEqualTo(new Correlation.None());
    }
  }

  @Test
  void a_block_and_the_backup_service_are_told() {
    ObjectNode json = TestSignIns.interactive(7, AT);
    json.putObject("status").put("failureReason", "x").put("errorCode", 530084);
    json.put("tokenIssuerType", "AzureADBackupAuth");

    assertThat(row(json).errorCode()).isEqualTo(530084);
    assertThat(row(json).issuer()).isEqualTo(TokenIssuer.BACKUP);
  }

  @Test
  void nulls_and_other_types_in_what_only_describes_do_no_harm() {
    ObjectNode json = TestSignIns.interactive(7, AT);
    for (String member :
        List.of("status", "deviceDetail", "resourceId", "appId", "appDisplayName")) {
      json.putNull(member);
    }
    assertThat(row(json).operatingSystem()).isEmpty();
    assertThat(row(json).client()).isEqualTo(new ClientApplication("", ""));
    for (String member :
        List.of("status", "deviceDetail", "resourceId", "appId", "appDisplayName")) {
      json.putArray(member).addObject().put("errorCode", 3);
    }
    assertThat(row(json).errorCode()).isZero();
  }

  @Test
  void fractional_digits_are_kept() {
    ObjectNode json =
        TestSignIns.interactive(7, AT).put("createdDateTime", "2026-09-26T23:12:16.0792706Z");

    assertThat(row(json).createdDateTime())
        .isEqualTo(Instant.parse("2026-09-26T23:12:16.079270600Z"));
  }

  @Test
  void the_link_to_the_next_page_may_come_first_or_last() {
    assertThat(read("{\"@odata.nextLink\":\"https://x/1\",\"value\":[]}")).contains("https://x/1");
    assertThat(read("{\"value\":[],\"@odata.nextLink\":\"https://x/2\"}")).contains("https://x/2");
    assertThat(read("{\"@odata.context\":\"c\",\"value\":[]}")).isEmpty();
  }

  @Test
  void a_page_without_rows_or_a_row_without_id_or_time_is_unreadable() {
    for (String page :
        List.of(
            "[]",
            "{}",
            "{\"value\":null}",
            "{\"value\":{}}",
            "{\"value\":[3]}",
            "{\"value\":[{\"id\":\"1\"}]}",
            "{\"value\":[{\"id\":\"1\",\"createdDateTime\":\"yesterday\"}]}",
            "{\"value\":[{\"createdDateTime\":\"2026-09-26T23:12:16Z\"}]}")) {
      assertThatThrownBy(() -> read(page)).as(page).isInstanceOf(UnreadableAnswerException.class);
    }
  }

  @Test
  void a_page_that_breaks_off_is_no_page_but_its_whole_rows_were_given() {
    String page = page(TestSignIns.interactive(1, AT), TestSignIns.interactive(2, AT));

    assertThatThrownBy(() -> read(page.substring(0, page.length() - 200)))
        .hasCauseInstanceOf(JsonProcessingException.class);
    assertThat(rows).hasSize(1);
  }

  private SignInRow row(ObjectNode json) {
    rows.clear();
    read(page(json));
    return rows.getFirst();
  }

  private static String page(ObjectNode... values) {
    return "{\"value\":" + List.of(values) + "}";
  }

  private Optional<String> read(String page) {
    try {
      return new SignInPageReader(SignInChannel.INTERACTIVE)
          .read(new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8)), rows::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
