package dev.tokenprotection.simulator;

import dev.tokenprotection.simulator.fault.Fault;
import dev.tokenprotection.simulator.fault.Faults;
import dev.tokenprotection.simulator.fault.FaultyAnswer;
import dev.tokenprotection.simulator.graph.Graph;
import dev.tokenprotection.simulator.log.RequestLog;
import dev.tokenprotection.simulator.tenant.Tenant;
import dev.tokenprotection.simulator.tenant.TenantSnapshot;
import dev.tokenprotection.simulator.token.AccessTokens;
import dev.tokenprotection.simulator.token.TokenService;
import dev.tokenprotection.simulator.wire.Delivery;
import dev.tokenprotection.simulator.wire.WireRequest;
import dev.tokenprotection.simulator.wire.WireResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/** Serves one tenant: token service and Graph behind faults and the request log. */
final class TenantService {
  private static final Set<String> READS = Set.of("GET", "HEAD");

  private final Tenant tenant;
  private final TokenService tokenService;
  private final Graph graph;
  private final Faults faults;
  private final RequestLog log;

  TenantService(
      Tenant tenant,
      AccessTokens tokens,
      InstantSource machineClock,
      Faults faults,
      RequestLog log) {
    this.tenant = tenant;
    this.tokenService = new TokenService(tenant, tokens, machineClock);
    this.graph = new Graph(tenant, tokens, request -> serve(request).response());
    this.faults = faults;
    this.log = log;
  }

  Tenant tenant() {
    return tenant;
  }

  Delivery serve(WireRequest request) {
    Optional<Fault> fault = faults.strike(request);
    Work work = new Work(request);
    Delivery delivery =
        fault
            .map(struck -> FaultyAnswer.of(struck, work::carryOut))
            .orElseGet(() -> Delivery.whole(work.carryOut()));
    work.log(delivery.response().status(), fault.map(f -> f.getClass().getSimpleName()).orElse(""));
    return delivery;
  }

  /** One request being carried out, with the state around it. */
  private final class Work {
    private final WireRequest request;
    private final Instant at = tenant.now();
    private TenantSnapshot before = tenant.snapshot();
    private TenantSnapshot after = before;
    private String clientId = "";
    private boolean tokenRequest;

    private Work(WireRequest request) {
      this.request = request;
    }

    private WireResponse carryOut() {
      Optional<WireResponse> token = tokenService.answer(request);
      tokenRequest = token.isPresent();
      return token.orElseGet(
          () ->
              READS.contains(request.method())
                  ? askGraph()
                  : tenant.atomically(this::changeThroughGraph));
    }

    /** Under the tenant's lock, so that the two snapshots differ by this request alone. */
    private WireResponse changeThroughGraph() {
      before = tenant.snapshot();
      WireResponse response = askGraph();
      after = tenant.snapshot();
      return response;
    }

    private WireResponse askGraph() {
      Graph.Answered answered = graph.answer(request);
      clientId = answered.clientId();
      return answered.response();
    }

    private void log(int status, String fault) {
      log.add(
          new RequestLog.Entry(
              at,
              request.method(),
              request.path(),
              request.rawQuery(),
              clientId,
              tokenRequest || isTokenPath() ? "" : request.bodyText(),
              status,
              fault,
              before,
              after));
    }

    private boolean isTokenPath() {
      return request.path().contains("/oauth2/");
    }
  }
}
