package dev.tokenprotection.simulator.log;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.tenant.Json;
import dev.tokenprotection.simulator.tenant.TenantSnapshot;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/** All requests, oldest first; the oldest are forgotten beyond a bound. Thread-safe. */
public final class RequestLog implements AutoCloseable {
  private static final int KEPT = 100_000;

  private final Deque<LoggedRequest> entries = new ArrayDeque<>();
  private BufferedWriter lines;
  private long number;

  /** What is known of a request when it is written down; the log gives it its number. */
  public record Entry(
      Instant at,
      String method,
      String path,
      String query,
      String clientId,
      String body,
      int status,
      String fault,
      TenantSnapshot before,
      TenantSnapshot after) {}

  /** Also writes each request to a file from now on, as one line of JSON. */
  public synchronized void writeLinesTo(Path file) {
    try {
      lines = Files.newBufferedWriter(file);
    } catch (IOException e) {
      throw new UncheckedIOException("could not write the request log to " + file, e);
    }
  }

  /** Writes a request down. */
  public synchronized void add(Entry entry) {
    LoggedRequest request =
        new LoggedRequest(
            ++number,
            entry.at(),
            entry.method(),
            entry.path(),
            entry.query(),
            entry.clientId(),
            entry.body(),
            entry.status(),
            entry.fault(),
            entry.before(),
            entry.after());
    entries.addLast(request);
    if (entries.size() > KEPT) {
      entries.removeFirst();
    }
    if (lines != null) {
      writeLine(json(request));
    }
  }

  public synchronized List<LoggedRequest> all() {
    return List.copyOf(entries);
  }

  /** Those behind the one with that number. */
  public List<LoggedRequest> after(long last) {
    return matching(request -> request.number() > last);
  }

  /** Those that asked Graph for a change. */
  public List<LoggedRequest> graphWrites() {
    return matching(LoggedRequest::isGraphWrite);
  }

  public List<LoggedRequest> matching(Predicate<LoggedRequest> wanted) {
    return all().stream().filter(wanted).toList();
  }

  /** Forgets all; numbers go on. */
  public synchronized void clear() {
    entries.clear();
  }

  /** A request with what it changed. */
  public static ObjectNode json(LoggedRequest request) {
    ObjectNode json = Json.object();
    json.put("number", request.number()).put("at", request.at().toString());
    json.put("method", request.method()).put("path", request.path());
    json.put("query", request.query()).put("clientId", request.clientId());
    json.put("status", request.status()).put("fault", request.fault());
    json.put("body", request.body());
    if (request.changedSomething()) {
      json.set("changed", StateChange.between(request.before(), request.after()));
    }
    return json;
  }

  @Override
  public synchronized void close() {
    if (lines != null) {
      try {
        lines.close();
      } catch (IOException e) {
        throw new UncheckedIOException("could not close the request log's file", e);
      }
      lines = null;
    }
  }

  private void writeLine(ObjectNode json) {
    try {
      lines.write(json.toString());
      lines.newLine();
      lines.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("could not write to the request log's file", e);
    }
  }
}
