package dev.tokenprotection.simulator.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.fault.Faults;
import dev.tokenprotection.simulator.log.RequestLog;
import dev.tokenprotection.simulator.tenant.Json;
import dev.tokenprotection.simulator.tenant.Tenant;
import dev.tokenprotection.simulator.tenant.TenantClock;
import dev.tokenprotection.simulator.wire.WireRequest;
import dev.tokenprotection.simulator.wire.WireResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Answers requests to {@code /_simulator/}. */
public final class AdminApi {
  private static final String PREFIX = "_simulator";

  private final Controls controls;

  public AdminApi(Controls controls) {
    this.controls = controls;
  }

  /** The running simulator. */
  public interface Controls {
    Tenant tenant();

    Faults faults();

    RequestLog requests();

    void reset();

    void revokeTokens();
  }

  /** The answer, or empty when the path is none of these endpoints. */
  public Optional<WireResponse> answer(WireRequest request) {
    List<String> segments = request.segments();
    if (segments.isEmpty() || !segments.getFirst().equals(PREFIX)) {
      return Optional.empty();
    }
    String what = request.method() + " " + String.join("/", segments.subList(1, segments.size()));
    try {
      return Optional.of(dispatch(what, request));
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.of(
          WireResponse.json(400, Json.object().put("error", String.valueOf(e.getMessage()))));
    }
  }

  private WireResponse dispatch(String what, WireRequest request) {
    return switch (what) {
      case "GET state" -> WireResponse.json(200, StateDump.of(controls.tenant()));
      case "GET requests" -> WireResponse.json(200, requests(request));
      case "GET clock" -> WireResponse.json(200, clock());
      case "POST clock" -> moveClock(request.json());
      case "POST faults" -> addFaults(request.json());
      case "DELETE faults" -> done(() -> controls.faults().clear());
      case "POST reset" -> done(controls::reset);
      case "POST revoke-tokens" -> done(controls::revokeTokens);
      case "POST mutate" -> mutate(request.json());
      default ->
          WireResponse.json(404, Json.object().put("error", "there is no endpoint '" + what + "'"));
    };
  }

  private ArrayNode requests(WireRequest request) {
    long after = request.query("after").map(Long::parseLong).orElse(0L);
    ArrayNode all = Json.array(List.of());
    controls.requests().after(after).forEach(entry -> all.add(RequestLog.json(entry)));
    return all;
  }

  private ObjectNode clock() {
    ObjectNode json = Json.object().put("now", controls.tenant().now().toString());
    if (controls.tenant().clock() instanceof TenantClock clock) {
      json.put("speed", clock.speed());
    }
    return json;
  }

  private WireResponse moveClock(JsonNode wanted) {
    if (!(controls.tenant().clock() instanceof TenantClock clock)) {
      throw new IllegalArgumentException("this tenant runs on a clock that cannot be moved");
    }
    if (wanted.has("speed")) {
      clock.runAt(wanted.path("speed").asDouble());
    }
    if (wanted.has("advance")) {
      clock.advance(Duration.parse(wanted.path("advance").asText()));
    }
    return WireResponse.json(200, clock());
  }

  private WireResponse addFaults(JsonNode wanted) {
    each(wanted).forEach(fault -> FaultReader.add(fault, controls.faults()));
    return WireResponse.noContent();
  }

  private WireResponse mutate(JsonNode wanted) {
    Mutations mutations = new Mutations(controls.tenant());
    each(wanted).forEach(mutations::apply);
    return WireResponse.noContent();
  }

  private static WireResponse done(Runnable work) {
    work.run();
    return WireResponse.noContent();
  }

  private static Iterable<JsonNode> each(JsonNode oneOrMany) {
    return oneOrMany.isArray() ? oneOrMany : List.of(oneOrMany);
  }
}
