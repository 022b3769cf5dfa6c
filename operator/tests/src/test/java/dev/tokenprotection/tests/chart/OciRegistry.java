package dev.tokenprotection.tests.chart;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An OCI registry on loopback, in memory: as much of the distribution specification as it takes to
 * push and pull. Source: OCI Distribution Specification 1.1, sections "Pull" and "Push".
 */
final class OciRegistry implements AutoCloseable {
  private static final Pattern UPLOADS = Pattern.compile("/v2/.+/blobs/uploads/(.*)");
  private static final Pattern BLOB = Pattern.compile("/v2/.+/blobs/(sha256:[0-9a-f]{64})");
  private static final Pattern MANIFEST = Pattern.compile("/v2/(.+)/manifests/(.+)");
  private static final int CREATED = 201;
  private static final int ACCEPTED = 202;
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;

  private final Map<String, Content> blobs = new ConcurrentHashMap<>();
  private final Map<String, Content> manifests = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  private record Content(String type, byte[] bytes) {}

  OciRegistry() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/v2/", this::serve);
    server.start();
  }

  /** Host and port. */
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Changes the last byte of every blob, under its digest of before. */
  void corruptBlobs() {
    blobs.values().forEach(blob -> blob.bytes()[blob.bytes().length - 1] ^= 1);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      Matcher uploads = UPLOADS.matcher(path);
      Matcher blob = BLOB.matcher(path);
      Matcher manifest = MANIFEST.matcher(path);
      if (path.equals("/v2/")) {
        answer(exchange, new Content("application/json", "{}".getBytes(UTF_8)));
      } else if (uploads.matches()) {
        upload(exchange, path);
      } else if (blob.matches()) {
        answer(exchange, blobs.get(blob.group(1)));
      } else if (manifest.matches() && exchange.getRequestMethod().equals("PUT")) {
        putManifest(exchange, manifest.group(1), manifest.group(2));
      } else if (manifest.matches()) {
        answer(exchange, manifests.get(manifest.group(1) + "@" + manifest.group(2)));
      } else {
        exchange.sendResponseHeaders(NOT_FOUND, -1);
      }
    }
  }

  /** The upload in two requests: a POST, and a PUT of the whole content with its digest. */
  private void upload(HttpExchange exchange, String path) throws IOException {
    if (exchange.getRequestMethod().equals("POST")) {
      exchange.getResponseHeaders().set("Location", path + UUID.randomUUID());
      exchange.sendResponseHeaders(ACCEPTED, -1);
      return;
    }
    byte[] bytes = exchange.getRequestBody().readAllBytes();
    String digest = digest(bytes);
    if (!exchange.getRequestURI().getQuery().contains("digest=" + digest)) {
      exchange.sendResponseHeaders(BAD_REQUEST, -1);
      return;
    }
    blobs.put(digest, new Content("application/octet-stream", bytes));
    exchange.getResponseHeaders().set("Docker-Content-Digest", digest);
    exchange.sendResponseHeaders(CREATED, -1);
  }

  private void putManifest(HttpExchange exchange, String name, String reference)
      throws IOException {
    Content content =
        new Content(
            exchange.getRequestHeaders().getFirst("Content-Type"),
            exchange.getRequestBody().readAllBytes());
    String digest = digest(content.bytes());
    manifests.put(name + "@" + reference, content);
    manifests.put(name + "@" + digest, content);
    exchange.getResponseHeaders().set("Docker-Content-Digest", digest);
    exchange.sendResponseHeaders(CREATED, -1);
  }

  private static void answer(HttpExchange exchange, Content content) throws IOException {
    if (content == null) {
      exchange.sendResponseHeaders(NOT_FOUND, -1);
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", content.type());
    exchange.getResponseHeaders().set("Docker-Content-Digest", digest(content.bytes()));
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(content.bytes().length));
      exchange.sendResponseHeaders(200, -1);
    } else {
      exchange.sendResponseHeaders(200, content.bytes().length);
      exchange.getResponseBody().write(content.bytes());
    }
  }

  private static String digest(byte[] bytes) {
    try {
      return "sha256:"
          + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
