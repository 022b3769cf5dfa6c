package dev.tokenprotection.dev.testbed;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A mirror on loopback with the layout of kubernetes-sigs/controller-tools. */
final class ServerMirror implements AutoCloseable {
  private static final String INDEX = "/envtest-releases.yaml";

  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final Map<String, String> releases = new LinkedHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  private ServerMirror(HttpServer server) {
    this.server = server;
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String path = exchange.getRequestURI().getPath();
            requests.add(path);
            byte[] file = files.get(path);
            exchange.sendResponseHeaders(file == null ? 404 : 200, file == null ? -1 : file.length);
            if (file != null) {
              exchange.getResponseBody().write(file);
            }
          }
        });
  }

  static ServerMirror start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      ServerMirror mirror = new ServerMirror(server);
      server.start();
      return mirror;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Offers an archive of a version, with its own checksum. */
  void offer(String version) {
    byte[] archive = archive("controller-tools/envtest/", version);
    offer(version, archive, sha512(archive), fileOf(version));
  }

  /** Offers an archive of a version, with a checksum and an address that may be wrong. */
  void offer(String version, byte[] archive, String sha512, String address) {
    files.put("/" + fileOf(version), archive);
    releases.put(
        version,
        """
          v%s:
            %s:
              hash: %s
              selfLink: %s
        """
            .formatted(version, fileOf(version), sha512, address));
    files.put(
        INDEX,
        ("releases:\n" + String.join("", releases.values())).getBytes(StandardCharsets.UTF_8));
  }

  URI index() {
    return URI.create("http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), INDEX));
  }

  /** The paths that were asked for. */
  List<String> requests() {
    return requests;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  static String fileOf(String version) {
    return "envtest-v%s-%s.tar.gz".formatted(version, ServerDownload.platform());
  }

  /** An archive whose programs print their version. */
  static byte[] archive(String folder, String version) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
      for (String program : List.of("kube-apiserver", "etcd", "kubectl")) {
        byte[] text = "#!/bin/sh\necho %s\n".formatted(version).getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(folder + program);
        entry.setSize(text.length);
        tar.putArchiveEntry(entry);
        tar.write(text);
        tar.closeArchiveEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static String sha512(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
