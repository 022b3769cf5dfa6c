package dev.tokenprotection.app.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Serves {@code /healthz/live}, {@code /healthz/ready} and {@code /metrics}.
 *
 * <p>Live and ready are two questions: a process that can't reach the API server is not ready, and
 * restarting it would not help.
 */
public final class OperatorEndpoints implements AutoCloseable {
  /** The answer of a probe: 200 when passing, 503 with the reason otherwise. */
  public sealed interface Probe {
    /** All is well. */
    record Passing() implements Probe {}

    /** Something is wrong; one sentence says what. */
    record Failing(String reason) implements Probe {}
  }

  private final HttpServer server;
  private final ExecutorService threads;

  private OperatorEndpoints(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * Starts to serve.
   *
   * @param address where to listen; port 0 picks a free one
   * @param live whether the process should go on
   * @param ready whether the process does its work
   * @param metrics the metrics in Prometheus' text format
   * @throws IOException when the port can't be bound
   */
  public static OperatorEndpoints start(
      InetSocketAddress address,
      Supplier<Probe> live,
      Supplier<Probe> ready,
      Supplier<String> metrics)
      throws IOException {
    HttpServer server = HttpServer.create(address, 0);
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    server.setExecutor(threads);
    server.createContext("/healthz/live", exchange -> answer(exchange, live.get()));
    server.createContext("/healthz/ready", exchange -> answer(exchange, ready.get()));
    server.createContext(
        "/metrics",
        exchange -> send(exchange, 200, "text/plain; version=0.0.4; charset=utf-8", metrics.get()));
    server.start();
    return new OperatorEndpoints(server, threads);
  }

  /** The port that is listened on. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
  }

  private static void answer(HttpExchange exchange, Probe probe) throws IOException {
    switch (probe) {
      case Probe.Passing passing -> send(exchange, 200, "text/plain", "ok\n");
      case Probe.Failing failing -> send(exchange, 503, "text/plain", failing.reason() + "\n");
    }
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }
}
