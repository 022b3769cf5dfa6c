package dev.tokenprotection.simulator.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenprotection.simulator.tenant.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterParserTest {
  private static final JsonNode ROW =
      read(
          """
          {"createdDateTime": "2026-11-02T09:00:00.1234567Z", "userId": "U1", "isInteractive": false,
           "displayName": "O'Brien's team", "status": {"errorCode": 530084},
           "correlationId": "0f1e2d3c-0000-0000-0000-000000000001", "resourceId": null,
           "signInEventTypes": ["nonInteractiveUser"],
           "targetResources": [{"id": "p1"}, {"id": "p2"}],
           "tokenProtectionStatusDetails": {"signInSessionStatus": "unbound",
                                            "signInSessionStatusCode": 1008}}
          """);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "createdDateTime ge 2026-11-02T09:00:00Z and createdDateTime lt 2026-11-02T09:00:01Z",
        "createdDateTime gt 2026-11-02T10:00:00+01:00",
        "createdDateTime ge 2026-11-02",
        "userId eq 'u1'",
        "userid EQ 'u1'",
        "not (userId eq 'u2')",
        "userId ne 'u2' and isInteractive eq false",
        "status/errorCode eq 530084",
        "status/errorCode ne 0",
        "signInEventTypes/any(t: t eq 'nonInteractiveUser')",
        "(signInEventTypes/any(t:t eq 'interactiveUser' or t eq 'nonInteractiveUser'))",
        "targetResources/any(r: r/id eq 'p2')",
        "tokenProtectionStatusDetails/signInSessionStatus eq 'unbound' and"
            + " tokenProtectionStatusDetails/signInSessionStatusCode eq 1008",
        "displayName eq 'O''Brien''s team'",
        "startswith(displayName,'o''b')",
        "contains(displayName, 'team')",
        "endswith(displayName,'TEAM')",
        "correlationId eq 0f1e2d3c-0000-0000-0000-000000000001",
        "resourceId eq null",
        "missing eq null",
        "missing ne 'x'",
        "userId in ('U0', 'u1')",
        "userId eq 'x' or userId eq 'U1' and status/errorCode gt 500",
      })
  void matches(String filter) {
    assertThat(FilterParser.parse(filter).matches(ROW)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "createdDateTime lt 2026-11-02T09:00:00Z",
        "userId eq 'u2'",
        "(userId eq 'x' or userId eq 'U1') and status/errorCode lt 500",
        "signInEventTypes/any(t: t eq 'interactiveUser')",
        "resourceId ne null",
        "missing eq 'x'",
        "status/errorCode eq 'x1'",
      })
  void does_not_match(String filter) {
    assertThat(FilterParser.parse(filter).matches(ROW)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "userId",
        "userId eq",
        "userId is 'x'",
        "(userId eq 'x'",
        "userId eq 'x",
        "userId eq 'x' and",
        "nosuch(userId,'x')",
        "userId eq 'x' userId eq 'y'",
        "signInEventTypes/any(t eq 'x')",
        "userId eq #",
      })
  void what_cannot_be_read_is_refused_as_a_bad_request(String filter) {
    assertThatThrownBy(() -> FilterParser.parse(filter))
        .isInstanceOf(GraphRefusal.class)
        .hasMessageContaining("400 BadRequest");
  }

  private static JsonNode read(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
