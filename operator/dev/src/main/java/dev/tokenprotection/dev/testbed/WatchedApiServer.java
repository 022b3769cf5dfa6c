package dev.tokenprotection.dev.testbed;

import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfig;
import io.fabric8.kubeapitest.KubeAPITestException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A {@link KubeAPIServer} that says at once when a server ends instead of becoming ready. */
final class WatchedApiServer extends KubeAPIServer {
  private final CompletableFuture<Void> ready = new CompletableFuture<>();

  WatchedApiServer(KubeAPIServerConfig config) {
    super(config);
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
    ready.completeExceptionally(
        new KubeAPITestException("it ended with exit code " + process.exitValue()));
    super.processStopped(process);
  }

  private void startAndTell() {
    try {
      super.start();
      ready.complete(null);
    } catch (RuntimeException e) {
      ready.completeExceptionally(e);
    }
  }
}
