package dev.tokenprotection.simulator;

import dev.tokenprotection.simulator.admin.AdminApi;
import dev.tokenprotection.simulator.fault.Faults;
import dev.tokenprotection.simulator.log.RequestLog;
import dev.tokenprotection.simulator.tenant.Tenant;
import dev.tokenprotection.simulator.tenant.TenantContent;
import dev.tokenprotection.simulator.tenant.TenantSettings;
import dev.tokenprotection.simulator.token.AccessTokens;
import dev.tokenprotection.simulator.wire.Delivery;
import dev.tokenprotection.simulator.wire.LoopbackCertificates;
import dev.tokenprotection.simulator.wire.LoopbackServer;
import dev.tokenprotection.simulator.wire.WireRequest;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * A running Entra tenant on https://127.0.0.1: token service, Microsoft Graph and, without
 * authentication, the simulator's own controls under {@code /_simulator/}.
 */
public final class SimulatedTenant implements AutoCloseable {
  private final Builder set;
  private final LoopbackCertificates certificates;
  private final AccessTokens tokens;
  private final Faults faults = new Faults();
  private final RequestLog requests = new RequestLog();
  private final AdminApi admin;
  private volatile TenantService service;
  private final LoopbackServer server;

  private SimulatedTenant(Builder set) {
    this.set = set;
    this.certificates = LoopbackCertificates.create(set.hostNames);
    this.tokens = new AccessTokens(InstantSource.system());
    this.admin = new AdminApi(new Controls(this));
    set.requestLogFile().ifPresent(requests::writeLinesTo);
    this.service = freshService();
    this.server = LoopbackServer.start(certificates, set.port, this::serve);
  }

  public static Builder builder() {
    return new Builder();
  }

  /** What a simulated tenant is started with. */
  public static final class Builder {
    private String tenantId = "11111111-1111-1111-1111-111111111111";
    private InstantSource clock = InstantSource.system();
    private TenantSettings settings = TenantSettings.likeEntra();
    private TenantContent content = tenant -> {};
    private int port;
    private List<String> hostNames = List.of();
    private Path requestLogFile;

    private Builder() {}

    /** The tenant id, a GUID. */
    public Builder tenantId(String id) {
      tenantId = id;
      return this;
    }

    /** The tenant's time; a {@code TenantClock} can also be moved over the controls. */
    public Builder clock(InstantSource tenantClock) {
      clock = tenantClock;
      return this;
    }

    /** How it behaves; by default as the real service. */
    public Builder settings(TenantSettings tenantSettings) {
      settings = tenantSettings;
      return this;
    }

    /** What it holds; by default nothing. */
    public Builder scenario(TenantContent tenantContent) {
      content = tenantContent;
      return this;
    }

    /** Where it listens on 127.0.0.1; by default on any free port. */
    public Builder port(int portNumber) {
      port = portNumber;
      return this;
    }

    /** Names its certificate is good for, besides those of loopback. */
    public Builder hostNames(List<String> names) {
      hostNames = List.copyOf(names);
      return this;
    }

    /** Also writes the request log to this file, a line of JSON each. */
    public Builder requestLog(Path file) {
      requestLogFile = file;
      return this;
    }

    /** Starts it. Throws {@link java.io.UncheckedIOException} when the port is taken. */
    public SimulatedTenant start() {
      return new SimulatedTenant(this);
    }

    private Optional<Path> requestLogFile() {
      return Optional.ofNullable(requestLogFile);
    }
  }

  /** The certificate of the authority that signed the server's, in PEM. */
  public String caCertificatePem() {
    return certificates.authorityPem();
  }

  /** For Java clients: trusts this tenant's server and no other. */
  public SSLContext clientSslContext() {
    return certificates.clientContext();
  }

  /** Base of Graph, without the version. */
  public URI graphUri() {
    return server.uri();
  }

  /** Base of the token service, without the tenant. */
  public URI loginUri() {
    return server.uri();
  }

  /** What was asked so far. */
  public RequestLog requests() {
    return requests;
  }

  /** The faults to come. */
  public Faults faults() {
    return faults;
  }

  /** The state; another object after {@link #reset()}. */
  public Tenant tenant() {
    return service.tenant();
  }

  /** Refuses all tokens handed out so far. */
  public void revokeTokens() {
    tokens.revokeAll();
  }

  /** Starts over with the content it was started with, without faults and with an empty log. */
  public void reset() {
    faults.clear();
    service = freshService();
    requests.clear();
  }

  @Override
  public void close() {
    server.close();
    requests.close();
  }

  private TenantService freshService() {
    Tenant tenant = new Tenant(set.tenantId, set.clock, set.settings);
    set.content.fill(tenant);
    return new TenantService(tenant, tokens, InstantSource.system(), faults, requests);
  }

  private Delivery serve(WireRequest request) {
    return admin.answer(request).map(Delivery::whole).orElseGet(() -> service.serve(request));
  }
}
