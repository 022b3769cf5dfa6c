package dev.tokenprotection.kubernetes.apiserver;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Connects to an API server so that each call ends, whatever becomes of the network. */
public final class ApiServerConnection {
  /**
   * How long an answer may take from its first line to its last. The API server itself gives up
   * after as long. Source: Kubernetes documentation, "kube-apiserver", option {@code
   * --request-timeout}, whose default is one minute.
   */
  private static final Duration LONGEST_ANSWER = Duration.ofMinutes(1);

  private ApiServerConnection() {}

  /** A client for the API server of {@code config}, to be closed by the caller. */
  public static KubernetesClient to(Config config) {
    return to(config, LONGEST_ANSWER);
  }

  /**
   * A client whose watches hand on what they bring by tasks of {@code tasks}.
   *
   * @param further sees each request too
   */
  public static KubernetesClient to(Config config, Executor tasks, Interceptor further) {
    return builder(config, LONGEST_ANSWER, http -> http.addOrReplaceInterceptor("further", further))
        .withTaskExecutor(tasks)
        .build();
  }

  /**
   * @param longestAnswer how long an answer may take from its first line to its last
   */
  static KubernetesClient to(Config config, Duration longestAnswer) {
    return builder(config, longestAnswer, http -> {}).build();
  }

  private static KubernetesClientBuilder builder(
      Config config, Duration longestAnswer, Consumer<HttpClient.Builder> further) {
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withHttpClientBuilderConsumer(
            http -> {
              http.addOrReplaceInterceptor(
                  AnswerLimit.class.getName(), new AnswerLimit(longestAnswer));
              further.accept(http);
            });
  }
}
