package dev.tokenprotection.kubernetes.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.kubernetes.testing.RolloutBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of calls whose answer begins and never ends. */
@Timeout(120)
class ApiServerConnectionTest {
  private final StalledServer server = new StalledServer();
  private final KubernetesClient client =
      ApiServerConnection.to(server.config(), Duration.ofMillis(200));
  private final TokenProtectionRollout rollout = RolloutBuilder.pilot(List.of()).build();

  @AfterEach
  void close() throws IOException {
    client.close();
    server.close();
  }

  @Test
  void a_read_whose_answer_never_ends_fails_and_says_so() {
    assertThatThrownBy(() -> client.resource(rollout).get())
        .isInstanceOf(KubernetesClientException.class)
        .hasRootCauseInstanceOf(HttpTimeoutException.class)
        .rootCause()
        .hasMessageContaining("GET http://")
        .hasMessageContaining("no end within 200 ms");
  }

  @Test
  void a_write_whose_answer_never_ends_fails() {
    assertThatThrownBy(() -> client.resource(rollout).updateStatus())
        .isInstanceOf(KubernetesClientException.class)
        .hasRootCauseInstanceOf(HttpTimeoutException.class);
  }

  @Test
  void a_list_whose_answer_never_ends_fails() {
    assertThatThrownBy(() -> client.resources(TokenProtectionRollout.class).list())
        .isInstanceOf(KubernetesClientException.class)
        .hasRootCauseInstanceOf(HttpTimeoutException.class);
  }

  @Test
  void a_stream_may_take_its_time() {
    HttpClient http = client.getHttpClient();
    HttpResponse<AsyncBody> stream =
        http.consumeBytes(
                http.newHttpRequestBuilder().url(client.getMasterUrl()).forStreaming().build(),
                (bytes, body) -> body.consume())
            .join();
    stream.body().consume();
    // What began after the stream has met its limit, so the stream would have met it too.
    assertThatThrownBy(() -> client.resource(rollout).get())
        .hasRootCauseInstanceOf(HttpTimeoutException.class);

    server.goOn();

    assertThat(stream.body().done()).succeedsWithin(Duration.ofSeconds(60));
  }
}
