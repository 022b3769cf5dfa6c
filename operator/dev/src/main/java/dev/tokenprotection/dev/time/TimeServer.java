package dev.tokenprotection.dev.time;

import dev.tokenprotection.core.port.Time;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/** Shares a {@link SimulatedTime} with other processes on this machine, which may be killed. */
public final class TimeServer implements AutoCloseable {
  private final SimulatedTime time;
  private final ServerSocket server;
  private final Semaphore connected = new Semaphore(0);

  private TimeServer(SimulatedTime time, ServerSocket server) {
    this.time = time;
    this.server = server;
  }

  /**
   * @throws UncheckedIOException when there is no port
   */
  public static TimeServer of(SimulatedTime time) {
    try {
      TimeServer server =
          new TimeServer(time, new ServerSocket(0, 16, InetAddress.getLoopbackAddress()));
      Thread.ofPlatform().daemon().name("time-server").start(server::accept);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns once one more process shares the time. */
  public void awaitProcess() throws InterruptedException {
    connected.acquire();
  }

  /** What {@link RemoteTime#connect} is given. */
  public int port() {
    return server.getLocalPort();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        Process process = new Process(socket);
        connected.release();
        Thread.ofPlatform().daemon().name("time-of-process").start(process::listen);
      }
    } catch (IOException closed) {
      // No more processes.
    }
  }

  /** A process with which time is shared. Its fields are guarded by the lock of time. */
  private final class Process implements SimulatedTime.Settling {
    private final Socket socket;
    private final PrintWriter out;
    private final Map<Long, Time.Alarm> alarms = new HashMap<>();
    private final BlockingQueue<Boolean> settled = new LinkedBlockingQueue<>();
    private Time.Work work;
    private long rung;
    private boolean gone;

    Process(Socket socket) throws IOException {
      this.socket = socket;
      // Without it, each short line waits 40 ms for the delayed ACK of the one before.
      socket.setTcpNoDelay(true);
      this.out = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8);
      // At work from the beginning: it is starting.
      this.work = time.begin();
      out.println(time.now());
      time.waitFor(this);
    }

    @Override
    public boolean settle(boolean written) {
      time.state.lock();
      try {
        if (gone) {
          return false;
        }
        out.println("SETTLE " + written);
      } finally {
        time.state.unlock();
      }
      try {
        return settled.take();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while time stood", interrupted);
      }
    }

    @Override
    public void moved(Instant now) {
      out.println("NOW " + now);
    }

    void listen() {
      try (BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          time.state.lock();
          try {
            take(line.split(" "));
          } finally {
            time.state.unlock();
          }
        }
      } catch (IOException broken) {
        // Killed.
      } finally {
        isGone();
      }
    }

    /** The lock of time is held. */
    private void take(String[] words) throws IOException {
      switch (words[0]) {
        case "ALARM" -> {
          long number = Long.parseLong(words[1]);
          alarms.put(number, time.schedule(Instant.parse(words[2]), () -> ring(number)));
        }
        case "CANCEL" -> {
          Time.Alarm alarm = alarms.remove(Long.parseLong(words[1]));
          if (alarm != null) {
            alarm.cancel();
          }
        }
        case "BEGIN" -> begin();
        case "END" -> {
          if (Long.parseLong(words[1]) == rung && work != null) {
            work.end();
            work = null;
          }
        }
        case "SETTLED" -> settled.add(Boolean.parseBoolean(words[1]));
        default -> throw new IOException("unknown: " + String.join(" ", words));
      }
    }

    /** The lock of time is held. */
    private void ring(long number) {
      if (!gone) {
        alarms.remove(number);
        rung++;
        begin();
        out.println("RING " + number);
      }
    }

    private void begin() {
      if (work == null) {
        work = time.begin();
      }
    }

    private void isGone() {
      time.state.lock();
      try {
        gone = true;
        alarms.values().forEach(Time.Alarm::cancel);
        alarms.clear();
        time.forget(this);
        if (work != null) {
          work.end();
          work = null;
        }
        settled.add(true);
      } finally {
        time.state.unlock();
      }
    }
  }
}
