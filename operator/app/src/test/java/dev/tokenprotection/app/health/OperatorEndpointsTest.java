package dev.tokenprotection.app.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.app.health.OperatorEndpoints.Probe;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OperatorEndpointsTest {
  private final AtomicReference<Probe> live = new AtomicReference<>(new Probe.Passing());
  private final AtomicReference<Probe> ready = new AtomicReference<>(new Probe.Passing());
  private OperatorEndpoints endpoints;

  @BeforeEach
  void start() throws Exception {
    endpoints =
        OperatorEndpoints.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            live::get,
            ready::get,
            () -> "tpr_leading 1.0\n");
  }

  @AfterEach
  void stop() {
    endpoints.close();
  }

  @Test
  void a_passing_probe_is_200() throws Exception {
    assertThat(get("/healthz/live").statusCode()).isEqualTo(200);
    assertThat(get("/healthz/ready").statusCode()).isEqualTo(200);
  }

  @Test
  void a_failing_probe_is_503_with_the_reason() throws Exception {
    ready.set(new Probe.Failing("The caches are not filled."));

    assertThat(get("/healthz/ready").statusCode()).isEqualTo(503);
    assertThat(get("/healthz/ready").body()).contains("The caches are not filled.");
  }

  @Test
  void a_process_that_is_not_ready_is_not_restarted_for_it() throws Exception {
    ready.set(new Probe.Failing("The caches are not filled."));

    assertThat(get("/healthz/live").statusCode()).isEqualTo(200);
  }

  @Test
  void metrics_come_in_the_text_format_of_prometheus() throws Exception {
    HttpResponse<String> metrics = get("/metrics");

    assertThat(metrics.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/plain; version=0.0.4");
    assertThat(metrics.body()).isEqualTo("tpr_leading 1.0\n");
  }

  private HttpResponse<String> get(String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + endpoints.port() + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
