package dev.tokenprotection.simulator.graph;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.graph.Access.Service;
import dev.tokenprotection.simulator.graph.Filter.Comparison;
import dev.tokenprotection.simulator.graph.Filter.Moment;
import dev.tokenprotection.simulator.tenant.Json;
import dev.tokenprotection.simulator.tenant.Licences;
import dev.tokenprotection.simulator.tenant.SignInQuery;
import dev.tokenprotection.simulator.tenant.SignInQuery.Condition;
import dev.tokenprotection.simulator.tenant.SignInQuery.Order;
import dev.tokenprotection.simulator.tenant.Tenant;
import dev.tokenprotection.simulator.wire.WireResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sign-in log. Sources: Graph v1.0 and beta, "List signIns", "Get signIn". */
final class SignInsApi {
  private static final int LARGEST_PAGE = 1000;
  private static final Filter INTERACTIVE =
      FilterParser.parse("signInEventTypes/any(t: t eq 'interactiveUser')");

  private final Tenant tenant;

  SignInsApi(Tenant tenant) {
    this.tenant = tenant;
  }

  Stream<Route> routes() {
    Access read = Access.anyOf(Service.REPORTS, "AuditLog.Read.All");
    return Stream.of(
        Route.of("GET", "auditLogs/signIns", read, this::list),
        Route.of("GET", "auditLogs/signIns/{id}", read, this::get));
  }

  private WireResponse list(GraphCall call) {
    checkLicence();
    Optional<Filter> filter = call.filter();
    filter.ifPresent(f -> SignInSchema.checkFilterable(call.version(), f));
    if (call.query("skip").isPresent()) {
      throw GraphRefusal.badRequest("Query option 'Skip' is not allowed.");
    }
    Order order = order(call);
    Instant now = tenant.now();
    Optional<SignInCursor> cursor = cursor(call, now);
    SignInSchema.View view = SignInSchema.viewOf(call);
    SignInQuery query = query(filter, cursor, order, now, condition(filter), view.membersOfRows());
    int top = Math.min(top(call), tenant.settings().signIns().largestPage());
    try (Stream<ObjectNode> rows = tenant.signInLog().rows(query)) {
      // Rows are in order, so those of the page before are the first.
      Stream<ObjectNode> after =
          cursor.isEmpty() ? rows : rows.dropWhile(row -> !cursor.get().isBefore(row, order));
      return page(call, view, after.limit(top + 1L).toList(), top, now);
    }
  }

  private WireResponse get(GraphCall call) {
    checkLicence();
    Instant now = tenant.now();
    SignInQuery all =
        query(
            Optional.empty(), Optional.empty(), Order.NEWEST_FIRST, now, Condition.NONE, Set.of());
    try (Stream<ObjectNode> rows = tenant.signInLog().rows(all)) {
      ObjectNode row =
          rows.filter(r -> r.path("id").asText().equals(call.key("id")))
              .findFirst()
              .orElseThrow(() -> GraphRefusal.noSuchObject(call.key("id")));
      return Projection.entity(
          call, 200, "auditLogs/signIns/$entity", SignInSchema.viewOf(call).shown(row));
    }
  }

  /**
   * What a row must be like beside its time, which the query bounds: {@code ge} and {@code le} need
   * not be looked at again.
   */
  private static Condition condition(Optional<Filter> filter) {
    List<Filter> parts =
        filter.stream()
            .flatMap(Filter::conjuncts)
            .filter(part -> !isClosedTimeBound(part))
            .collect(Collectors.toCollection(ArrayList::new));
    if (!asksForEventTypes(filter)) {
      parts.add(INTERACTIVE);
    }
    Set<String> members = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    parts.stream()
        .flatMap(Filter::leaves)
        .map(leaf -> Filter.pathOf(leaf).getFirst())
        .forEach(members::add);
    return new Condition(members, row -> parts.stream().allMatch(part -> part.matches(row)));
  }

  private static boolean isClosedTimeBound(Filter part) {
    return timeBound(part)
        .anyMatch(
            bound ->
                switch (bound.operator()) {
                  case GE, LE -> true;
                  case GT, LT, EQ, NE -> false;
                });
  }

  private WireResponse page(
      GraphCall call, SignInSchema.View view, List<ObjectNode> rows, int top, Instant now) {
    ObjectNode body = Json.object();
    body.put("@odata.context", call.context("auditLogs/signIns"));
    if (rows.size() > top) {
      body.put(
          "@odata.nextLink",
          Listing.nextLink(call, SignInCursor.after(rows.get(top - 1), now).token()));
    }
    ArrayNode value = body.putArray("value");
    rows.stream().limit(top).forEach(row -> value.add(view.shown(row)));
    tenant.servedSignIns(value.size());
    WireResponse response = WireResponse.json(200, body);
    return SignInSchema.includesUnknownMembers(call)
        ? response.withHeader("Preference-Applied", "include-unknown-enum-members")
        : response;
  }

  private void checkLicence() {
    if (!Licences.hasPremium(tenant)) {
      throw GraphRefusal.of(
          403,
          "Authentication_RequestFromNonPremiumTenantOrB2CTenant",
          "Neither tenant is B2C or tenant doesn't have premium license");
    }
  }

  private SignInQuery query(
      Optional<Filter> filter,
      Optional<SignInCursor> cursor,
      Order order,
      Instant now,
      Condition condition,
      Set<String> members) {
    Instant floor = now.minus(tenant.settings().signIns().retention());
    Instant from = floor;
    Instant to = now;
    for (Comparison bound : filter.map(this::timeBounds).orElse(List.of())) {
      Instant at = ((Moment) bound.literal()).value();
      switch (bound.operator()) {
        case GE, GT -> from = at.isAfter(from) ? at : from;
        case LE, LT -> to = at.isBefore(to) ? at : to;
        case EQ -> {
          from = at;
          to = at;
        }
        case NE -> {
          // Bounds nothing.
        }
      }
    }
    filter.ifPresent(f -> checkRetention(f, floor));
    if (cursor.isPresent()) {
      switch (order) {
        case NEWEST_FIRST -> to = cursor.get().createdAt();
        case OLDEST_FIRST -> from = cursor.get().createdAt();
      }
    }
    return new SignInQuery(from, to, order, now, condition, members);
  }

  private List<Comparison> timeBounds(Filter filter) {
    return filter.conjuncts().flatMap(SignInsApi::timeBound).toList();
  }

  private static Stream<Comparison> timeBound(Filter filter) {
    return filter instanceof Comparison comparison
            && comparison.path().getFirst().equalsIgnoreCase("createdDateTime")
            && comparison.literal() instanceof Moment
        ? Stream.of(comparison)
        : Stream.empty();
  }

  private static void checkRetention(Filter filter, Instant floor) {
    filter
        .leaves()
        .flatMap(SignInsApi::timeBound)
        .map(bound -> ((Moment) bound.literal()).value())
        .filter(at -> at.isBefore(floor))
        .findFirst()
        .ifPresent(
            at -> {
              throw GraphRefusal.badRequest(
                  "The date "
                      + at
                      + " in the filter is earlier than the data retention limit of "
                      + floor
                      + ".");
            });
  }

  private static boolean asksForEventTypes(Optional<Filter> filter) {
    return filter.stream()
        .flatMap(Filter::leaves)
        .map(Filter::pathOf)
        .anyMatch(path -> path.getFirst().equalsIgnoreCase("signInEventTypes"));
  }

  private Optional<SignInCursor> cursor(GraphCall call, Instant now) {
    return call.query("skiptoken")
        .map(
            token ->
                SignInCursor.parse(token, now, tenant.settings().signIns().skipTokenLifetime()));
  }

  private static Order order(GraphCall call) {
    String wanted = call.query("orderby").orElse("createdDateTime desc").strip();
    return switch (wanted.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ")) {
      case "createddatetime desc" -> Order.NEWEST_FIRST;
      case "createddatetime", "createddatetime asc" -> Order.OLDEST_FIRST;
      default -> throw GraphRefusal.badRequest("$orderby is not supported on '" + wanted + "'.");
    };
  }

  private static int top(GraphCall call) {
    String wanted = call.query("top").orElse(Integer.toString(LARGEST_PAGE));
    if (!wanted.matches("\\d{1,4}")
        || Integer.parseInt(wanted) < 1
        || Integer.parseInt(wanted) > LARGEST_PAGE) {
      throw GraphRefusal.badRequest(
          "Invalid page size specified: '" + wanted + "'. Must be between 1 and 1000 inclusive.");
    }
    return Integer.parseInt(wanted);
  }
}
