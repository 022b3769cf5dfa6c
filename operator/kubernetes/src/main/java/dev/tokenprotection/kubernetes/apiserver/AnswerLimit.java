package dev.tokenprotection.kubernetes.apiserver;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.http.StandardHttpRequest;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Ends an answer that began and goes on for too long. The client's own timeout covers a request up
 * to the first line of its answer; for the rest it waits without a limit, so a connection that dies
 * within an answer, unnoticed, would hold the caller for ever. Watches and logs, which are meant to
 * go on, are let be.
 */
final class AnswerLimit implements Interceptor {
  private final Duration longest;

  AnswerLimit(Duration longest) {
    this.longest = longest;
  }

  @Override
  public void after(
      HttpRequest request,
      HttpResponse<?> response,
      AsyncBody.Consumer<List<ByteBuffer>> consumer) {
    if (response.body() instanceof AsyncBody body && !isStream(request)) {
      CompletableFuture<Void> limit =
          new CompletableFuture<Void>()
              .orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS)
              .whenComplete((ended, late) -> end(body, request, late));
      body.done().whenComplete((ended, broken) -> limit.complete(null));
    }
  }

  private static boolean isStream(HttpRequest request) {
    return request instanceof StandardHttpRequest standard && standard.isForStreaming();
  }

  private void end(AsyncBody body, HttpRequest request, Throwable late) {
    if (late != null) {
      body.done()
          .completeExceptionally(
              new HttpTimeoutException(
                  "%s %s was answered with a beginning and no end within %d ms"
                      .formatted(request.method(), request.uri(), longest.toMillis())));
      body.cancel();
    }
  }
}
