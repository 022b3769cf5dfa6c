package dev.tokenprotection.simulator.graph;

import dev.tokenprotection.simulator.tenant.Tenant;
import dev.tokenprotection.simulator.token.AccessTokens;
import dev.tokenprotection.simulator.wire.WireRequest;
import dev.tokenprotection.simulator.wire.WireResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/** Answers what clients ask of Microsoft Graph. Thread-safe. */
public final class Graph {
  private static final String JSON =
      "application/json;odata.metadata=minimal;odata.streaming=true;"
          + "IEEE754Compatible=false;charset=utf-8";

  private final Tenant tenant;
  private final AccessTokens tokens;
  private final Throttle throttle;
  private final Batch batch;
  private final List<Route> routes;

  /**
   * @param inBatch answers one request of a batch, as if it had come alone
   */
  public Graph(Tenant tenant, AccessTokens tokens, Function<WireRequest, WireResponse> inBatch) {
    this.tenant = tenant;
    this.tokens = tokens;
    this.throttle = new Throttle(tenant);
    this.batch = new Batch(inBatch);
    Audit audit = new Audit(tenant);
    this.routes =
        Stream.of(
                new ConditionalAccessApi(tenant, audit).routes(),
                new TenantPoliciesApi(tenant).routes(),
                new SignInsApi(tenant).routes(),
                new UsersApi(tenant, audit).routes(),
                new GroupsApi(tenant, audit).routes(),
                new GroupMembersApi(tenant, audit).routes(),
                new DirectoryApi(tenant).routes())
            .flatMap(Function.identity())
            .toList();
  }

  /**
   * An answer, and to whom.
   *
   * @param response the answer
   * @param clientId the application whose token came with the request; empty when none did that
   *     could be believed
   */
  public record Answered(WireResponse response, String clientId) {}

  /** Answers one request. */
  public Answered answer(WireRequest request) {
    String requestId = UUID.randomUUID().toString();
    String clientRequestId = request.header("client-request-id").orElse(requestId);
    String clientId = "";
    WireResponse response;
    try {
      Caller caller = authenticated(request);
      clientId = caller.clientId();
      response = dispatch(request, caller, requestId);
    } catch (GraphRefusal refusal) {
      response = refusal.response(requestId, clientRequestId, tenant.now());
    }
    return new Answered(labelled(response, requestId, clientRequestId), clientId);
  }

  private Caller authenticated(WireRequest request) {
    String authorization = request.header("authorization").orElse("");
    if (!authorization.regionMatches(true, 0, "Bearer ", 0, "Bearer ".length())) {
      throw GraphRefusal.unauthenticated("Access token is empty.");
    }
    String token = authorization.substring("Bearer ".length()).strip();
    return switch (tokens.judge(token, tenant.id(), request.origin())) {
      case AccessTokens.Judgement.Valid valid ->
          new Caller(valid.clientId(), valid.servicePrincipalId(), valid.roles());
      case AccessTokens.Judgement.Invalid invalid ->
          throw GraphRefusal.unauthenticated(invalid.reason());
    };
  }

  private WireResponse dispatch(WireRequest request, Caller caller, String requestId) {
    List<String> segments = Route.normalised(request.segments());
    GraphVersion version =
        GraphVersion.of(segments.isEmpty() ? "" : segments.getFirst())
            .orElseThrow(() -> GraphRefusal.badRequest("Invalid version: " + request.path() + "."));
    List<String> path = segments.subList(1, segments.size());
    if (path.size() == 1 && path.getFirst().equalsIgnoreCase("$batch")) {
      return batch.answer(new GraphCall(version, request, caller, Map.of(), requestId));
    }
    Route route = route(request.method(), path);
    throttle.admit(route.access().service(), caller);
    route.access().check(caller);
    Map<String, String> keys = route.match(path).orElseThrow();
    return route.handler().apply(new GraphCall(version, request, caller, keys, requestId));
  }

  private Route route(String method, List<String> path) {
    List<Route> ofPath = routes.stream().filter(route -> route.match(path).isPresent()).toList();
    if (ofPath.isEmpty()) {
      throw GraphRefusal.noSuchSegment(path.isEmpty() ? "" : path.getLast());
    }
    Optional<Route> ofMethod =
        ofPath.stream().filter(route -> route.method().equals(method)).findFirst();
    return ofMethod.orElseThrow(
        () ->
            GraphRefusal.of(
                405,
                "Request_BadRequest",
                "Specified HTTP method is not allowed for the request target."));
  }

  private static WireResponse labelled(
      WireResponse response, String requestId, String clientRequestId) {
    WireResponse labelled =
        response
            .withHeader("request-id", requestId)
            .withHeader("client-request-id", clientRequestId)
            .withHeader("Cache-Control", "no-cache");
    return response.body().length == 0 ? labelled : labelled.withHeader("Content-Type", JSON);
  }
}
