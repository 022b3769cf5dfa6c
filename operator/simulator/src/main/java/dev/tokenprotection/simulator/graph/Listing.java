package dev.tokenprotection.simulator.graph;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.tenant.Json;
import dev.tokenprotection.simulator.wire.WireResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Answers with a collection: filter, order, count, page, projection. Source: Graph, "Use query
 * parameters to customize responses" and "Paging Microsoft Graph data in your app".
 *
 * @param fragment of {@code @odata.context}
 * @param defaultPage rows without {@code $top}
 * @param largestPage the most that {@code $top} may ask for
 */
record Listing(String fragment, int defaultPage, int largestPage) {
  /** A collection of the directory. */
  static Listing of(String fragment) {
    return new Listing(fragment, 100, 999);
  }

  /** One page of the items that the call asks for, each projected. */
  WireResponse page(GraphCall call, List<ObjectNode> items, UnaryOperator<ObjectNode> projection) {
    List<ObjectNode> all = ordered(call, filtered(call, items));
    int top = top(call);
    int from = call.query("skiptoken").map(Listing::offset).orElse(0);
    int to = Math.min(all.size(), from + top);
    ObjectNode body = Json.object();
    body.put("@odata.context", call.context(fragment));
    if (call.query("count").filter("true"::equalsIgnoreCase).isPresent()) {
      body.put("@odata.count", all.size());
    }
    if (to < all.size()) {
      body.put("@odata.nextLink", nextLink(call, token(to)));
    }
    ArrayNode value = body.putArray("value");
    all.subList(Math.min(from, to), to).forEach(item -> value.add(projection.apply(item)));
    return WireResponse.json(200, body);
  }

  /** The same request with another skip token, addressed as the client addressed it. */
  static String nextLink(GraphCall call, String skipToken) {
    String query =
        call.parameters().entrySet().stream()
            .filter(parameter -> !parameter.getKey().equals("skiptoken"))
            .map(Listing::encoded)
            .collect(Collectors.joining("&"));
    return call.request().origin()
        + call.request().rawPath()
        + "?"
        + (query.isEmpty() ? "" : query + "&")
        + "$skiptoken="
        + skipToken;
  }

  private int top(GraphCall call) {
    if (call.query("top").isEmpty()) {
      return defaultPage;
    }
    int top = number(call.query("top").get());
    if (top < 1 || top > largestPage) {
      throw GraphRefusal.directoryBadRequest(
          "Invalid page size specified: '"
              + top
              + "'. Must be between 1 and "
              + largestPage
              + " inclusive.");
    }
    return top;
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw GraphRefusal.badRequest("Invalid value '" + text + "' for $top query option found.");
    }
  }

  private static List<ObjectNode> filtered(GraphCall call, List<ObjectNode> items) {
    Optional<Filter> filter = call.filter();
    return filter.isEmpty()
        ? items
        : items.stream().filter(item -> filter.get().matches(item)).toList();
  }

  private static List<ObjectNode> ordered(GraphCall call, List<ObjectNode> items) {
    if (call.query("orderby").isEmpty()) {
      return items;
    }
    String[] parts = call.query("orderby").get().strip().split("\\s+");
    Comparator<ObjectNode> order =
        Comparator.comparing(item -> item.path(parts[0]).asText(), String.CASE_INSENSITIVE_ORDER);
    boolean descending = parts.length > 1 && parts[1].equalsIgnoreCase("desc");
    return items.stream().sorted(descending ? order.reversed() : order).toList();
  }

  private static String encoded(Map.Entry<String, String> parameter) {
    return "$"
        + parameter.getKey()
        + "="
        + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String token(int offset) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(("offset " + offset).getBytes(StandardCharsets.UTF_8));
  }

  private static int offset(String token) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      return Integer.parseInt(text.replaceFirst("^offset ", ""));
    } catch (IllegalArgumentException e) {
      throw GraphRefusal.of(
          400, "Directory_ExpiredPageToken", "The specified page token value is not valid.");
    }
  }
}
