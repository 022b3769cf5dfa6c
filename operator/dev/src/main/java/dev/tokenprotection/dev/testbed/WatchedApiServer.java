package dev.tokenprotection.dev.testbed;

import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfig;
import io.fabric8.kubeapitest.KubeAPITestException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** A {@link KubeAPIServer} that says at once when a server ends instead of becoming ready. */
final class WatchedApiServer extends KubeAPIServer {
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final Supplier<String> endOfLogs;

  /**
   * @param endOfLogs what the servers wrote last; asked for when they did not start, as long as it
   *     is there
   */
  WatchedApiServer(KubeAPIServerConfig config, Supplier<String> endOfLogs) {
    super(config);
    this.endOfLogs = endOfLogs;
  }

  @Override
  public void start() {
    Thread starting = Thread.ofVirtual().name("start-apiserver").start(this::startAndTell);
    try {
      ready.join();
    } catch (CompletionException e) {
      starting.interrupt();
      throw e.getCause() instanceof KubeAPITestException cause ? cause : e;
    }
  }

  @Override
  public void stop() {
    try {
      super.stop();
    } catch (KubeAPITestException | UncheckedIOException e) {
      // Removing the data comes last: the servers have ended. Their script may have removed it
      // first.
      return;
    }
  }

  @Override
  public void processStopped(Process process) {
    // Before the other server ends too, whose script removes the logs.
    failed("it ended with exit code " + process.exitValue(), null);
    super.processStopped(process);
  }

  private void startAndTell() {
    try {
      super.start();
      ready.complete(null);
    } catch (RuntimeException e) {
      failed(e.getMessage(), e);
    }
  }

  private void failed(String what, RuntimeException cause) {
    if (!ready.isDone()) {
      ready.completeExceptionally(
          new KubeAPITestException(what + ". The end of its log: " + endOfLogs.get(), cause));
    }
  }
}
