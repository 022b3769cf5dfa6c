package dev.tokenprotection.dev.time;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The {@link SimulatedTime} of another process, by way of its {@link TimeServer}. When the
 * connection ends, so does this process: there is no time without the other one.
 */
public final class RemoteTime extends CountedTime {
  private final PrintWriter out;
  private final Map<Long, Runnable> rings = new HashMap<>();
  private SimulatedTime.Settling taker = written -> false;
  private long numbers;
  private long rung;
  private boolean announced;

  private RemoteTime(Instant start, PrintWriter out) {
    super(start);
    this.out = out;
  }

  /**
   * @param port where the other process listens
   * @throws UncheckedIOException when it does not
   */
  public static RemoteTime connect(int port) {
    try {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      RemoteTime time =
          new RemoteTime(
              Instant.parse(in.readLine()),
              new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8));
      Thread.ofPlatform().daemon().name("time").start(() -> time.listen(in));
      return time;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Who must have taken up what was written before time goes on. */
  public void waitFor(SimulatedTime.Settling taker) {
    this.taker = taker;
  }

  @Override
  Alarm schedule(Instant moment, Runnable ring) {
    state.lock();
    try {
      long number = numbers++;
      rings.put(number, ring);
      out.println("ALARM " + number + " " + moment);
      return () -> cancel(number);
    } finally {
      state.unlock();
    }
  }

  private void cancel(long number) {
    state.lock();
    try {
      if (rings.remove(number) != null) {
        out.println("CANCEL " + number);
      }
    } finally {
      state.unlock();
    }
  }

  @Override
  void busy() {
    if (!announced) {
      announced = true;
      out.println("BEGIN");
    }
  }

  @Override
  void idle() {
    announced = false;
    out.println("END " + rung);
  }

  @Override
  void sleepIdly(Duration duration) throws InterruptedException {
    Work work = begin();
    workers.add(Thread.currentThread());
    try {
      sleep(duration);
    } finally {
      workers.remove(Thread.currentThread());
      work.end();
    }
  }

  private void listen(BufferedReader in) {
    try {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] words = line.split(" ");
        switch (words[0]) {
          case "NOW" -> moveTo(Instant.parse(words[1]));
          case "RING" -> ring(Long.parseLong(words[1]));
          case "SETTLE" -> {
            boolean written = Boolean.parseBoolean(words[1]);
            Thread.ofVirtual().start(() -> settle(written));
          }
          default -> throw new IOException("unknown: " + line);
        }
      }
    } catch (IOException broken) {
      // The other process is gone.
    }
    Runtime.getRuntime().halt(1);
  }

  private void ring(long number) {
    state.lock();
    try {
      rung++;
      announced = true;
      Runnable ring = rings.remove(number);
      if (ring == null) {
        // Cancelled while it rang.
        if (atWork() == 0) {
          idle();
        }
      } else {
        ring.run();
      }
    } finally {
      state.unlock();
    }
  }

  private void settle(boolean written) {
    boolean taken = taker.settle(written);
    state.lock();
    try {
      while (atWork() > 0) {
        changed.awaitUninterruptibly();
      }
      out.println("SETTLED " + taken);
    } finally {
      state.unlock();
    }
  }
}
