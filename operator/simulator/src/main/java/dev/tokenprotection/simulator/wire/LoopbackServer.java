package dev.tokenprotection.simulator.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Https on 127.0.0.1, one virtual thread for each request. */
public final class LoopbackServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LoopbackServer.class);

  /** Without it, small answers on kept-alive connections wait 40 ms for a delayed ACK. */
  private static final String NO_DELAY = "sun.net.httpserver.nodelay";

  private final HttpsServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private LoopbackServer(HttpsServer server) {
    this.server = server;
  }

  /**
   * Starts to listen.
   *
   * @param port 0 for any free one
   * @param handler called for each request, from many threads at once
   */
  public static LoopbackServer start(
      LoopbackCertificates certificates, int port, Function<WireRequest, Delivery> handler) {
    if (System.getProperty(NO_DELAY) == null) {
      System.setProperty(NO_DELAY, "true");
    }
    try {
      HttpsServer https =
          HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
      https.setHttpsConfigurator(new HttpsConfigurator(certificates.serverContext()));
      LoopbackServer server = new LoopbackServer(https);
      https.setExecutor(server.threads);
      https.createContext("/", exchange -> serve(exchange, handler));
      https.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "could not listen on https://127.0.0.1:" + port + ": " + e.getMessage(), e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK cannot set up TLS", e);
    }
  }

  /** Where it listens, without a path. */
  public URI uri() {
    return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static void serve(HttpExchange exchange, Function<WireRequest, Delivery> handler)
      throws IOException {
    try (exchange) {
      send(exchange, handler.apply(request(exchange)));
    } catch (RuntimeException e) {
      LOG.error("could not answer {} {}", exchange.getRequestMethod(), exchange.getRequestURI(), e);
      throw e;
    }
  }

  private static WireRequest request(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    URI uri = exchange.getRequestURI();
    String query = uri.getRawQuery();
    return new WireRequest(
        exchange.getRequestMethod().toUpperCase(Locale.ROOT),
        uri.getRawPath(),
        query == null ? "" : query,
        headers,
        exchange.getRequestBody().readAllBytes());
  }

  private static void send(HttpExchange exchange, Delivery delivery) throws IOException {
    WireResponse response = delivery.response();
    byte[] body = response.body();
    switch (delivery.extent()) {
      case NOTHING -> {
        // Closing an exchange that was not answered closes its connection.
      }
      case WHOLE -> {
        start(exchange, response);
        try (OutputStream out = exchange.getResponseBody()) {
          out.write(body);
        }
      }
      case HALF_BODY -> {
        start(exchange, response);
        // Closing an exchange with fewer bytes than announced closes its connection.
        OutputStream out = exchange.getResponseBody();
        out.write(body, 0, body.length / 2);
        out.flush();
      }
    }
  }

  private static void start(HttpExchange exchange, WireResponse response) throws IOException {
    response.headers().forEach(exchange.getResponseHeaders()::set);
    int length = response.body().length;
    exchange.sendResponseHeaders(response.status(), length == 0 ? -1 : length);
  }
}
