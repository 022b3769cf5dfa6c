package dev.tokenprotection.simulator.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.tenant.Json;
import dev.tokenprotection.simulator.wire.Delivery;
import dev.tokenprotection.simulator.wire.Delivery.Extent;
import dev.tokenprotection.simulator.wire.WireRequest;
import dev.tokenprotection.simulator.wire.WireResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Turns a fault into what the client sees. */
public final class FaultyAnswer {
  private static final WireResponse NOTHING = new WireResponse(0, Map.of(), new byte[0]);

  private FaultyAnswer() {}

  /**
   * @param work carries the request out; called at most once, and not at all by faults that strike
   *     before
   */
  public static Delivery of(Fault fault, Supplier<WireResponse> work) {
    return switch (fault) {
      case Fault.Status status -> Delivery.whole(response(status));
      case Fault.Cut cut -> new Delivery(NOTHING, Extent.NOTHING);
      case Fault.LostResponse lost -> new Delivery(work.get(), Extent.NOTHING);
      case Fault.StatusAfterwards afterwards -> {
        work.get();
        yield Delivery.whole(response(afterwards.status()));
      }
      case Fault.HalfBody half -> new Delivery(work.get(), Extent.HALF_BODY);
      case Fault.Slow slow -> {
        waitFor(slow);
        yield Delivery.whole(work.get());
      }
      case Fault.Member member -> Delivery.whole(mangled(work.get(), member));
      case Fault.Body body -> {
        work.get();
        yield Delivery.whole(
            new WireResponse(
                body.status(),
                Map.of("Content-Type", body.contentType()),
                body.text().getBytes(StandardCharsets.UTF_8)));
      }
    };
  }

  private static WireResponse response(Fault.Status status) {
    ObjectNode body = Json.object();
    body.putObject("error")
        .put("code", status.code())
        .put("message", "A fault that was asked for.")
        .putObject("innerError")
        .put("request-id", "00000000-0000-0000-0000-0000000000ff");
    WireResponse response = WireResponse.json(status.status(), body);
    for (Map.Entry<String, String> header : status.headers().entrySet()) {
      response = response.withHeader(header.getKey(), header.getValue());
    }
    return response;
  }

  private static void waitFor(Fault.Slow slow) {
    try {
      Thread.sleep(slow.delay());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static WireResponse mangled(WireResponse response, Fault.Member member) {
    JsonNode body = new WireRequest("", "", "", Map.of(), response.body()).json();
    replace(body, List.of(member.path().split("/")), member.value());
    return response.withBody(body.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void replace(JsonNode node, List<String> path, JsonNode value) {
    List<String> rest = path.subList(1, path.size());
    if (path.getFirst().equals("*")) {
      node.forEach(element -> replace(element, rest, value));
    } else if (rest.isEmpty()) {
      if (node instanceof ObjectNode object) {
        object.set(path.getFirst(), value);
      }
    } else {
      replace(node.path(path.getFirst()), rest, value);
    }
  }
}
