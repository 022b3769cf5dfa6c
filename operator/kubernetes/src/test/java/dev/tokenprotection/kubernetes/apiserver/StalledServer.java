package dev.tokenprotection.kubernetes.apiserver;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Begins every answer and then keeps the connection open, as a proxy does whose server is gone. */
public final class StalledServer implements AutoCloseable {
  private static final String BEGINNING = "{\"kind\":";
  private static final String END = "\"Status\"}";

  private final ServerSocket socket;
  private final ExecutorService connections = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch goingOn = new CountDownLatch(1);

  public StalledServer() {
    try {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    connections.execute(this::accept);
  }

  /** How to reach it. */
  public Config config() {
    return new ConfigBuilder()
        .withMasterUrl("http://127.0.0.1:" + socket.getLocalPort())
        .withRequestRetryBackoffLimit(0)
        .build();
  }

  /** Waits until an answer has begun. */
  public void awaitBeginning() throws InterruptedException {
    begun.await();
  }

  /** From now on, every answer is sent to its end. */
  void goOn() {
    goingOn.countDown();
  }

  /** Ends every connection in the middle of its answer. */
  public void hangUp() {
    connections.shutdownNow();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    hangUp();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        connections.execute(() -> answer(connection));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void answer(Socket connection) {
    try (connection;
        BufferedReader request =
            new BufferedReader(
                new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
      while (!request.readLine().isEmpty()) {
        // The head of a request ends with an empty line.
      }
      send(
          connection,
          "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(BEGINNING.length() + END.length(), BEGINNING));
      begun.countDown();
      goingOn.await();
      send(connection, END);
    } catch (IOException gone) {
      // The client has hung up.
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(Socket connection, String text) throws IOException {
    connection.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    connection.getOutputStream().flush();
  }
}
