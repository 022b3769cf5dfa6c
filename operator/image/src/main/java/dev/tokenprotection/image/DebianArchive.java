package dev.tokenprotection.image;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Fetches the pinned packages, from a mirror or, where that has them no more, from Debian's archive
 * of snapshots, and keeps them in the user's cache. What does not have the pinned digest is not
 * used, wherever it came from.
 *
 * @param mirror such as {@code http://deb.debian.org}
 * @param cache a folder, made when it is missing
 */
record DebianArchive(String mirror, Path cache) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SNAPSHOTS = "http://snapshot.debian.org/archive/";

  /** The packages that the base is made of, for an architecture as Debian calls it. */
  static List<DebianPackage> pinned(String architecture) throws IOException {
    List<DebianPackage> packages =
        lines().stream()
            .filter(words -> words.length == 6 && words[2].equals(architecture))
            .map(w -> new DebianPackage(w[0], w[1], w[2], w[3], w[4], w[5]))
            .toList();
    if (packages.isEmpty()) {
      throw new IOException("no packages are pinned for the architecture " + architecture);
    }
    return packages;
  }

  /** The file of a package, with the pinned digest. */
  Path fetch(DebianPackage wanted) throws IOException {
    Path file = cache.resolve(wanted.sha256() + ".deb");
    if (Files.exists(file) && isPinned(file, wanted)) {
      return file;
    }
    Files.createDirectories(cache);
    List<String> failures = new ArrayList<>();
    for (String address : addresses(wanted)) {
      Path unfinished = Files.createTempFile(cache, "unfinished", ".deb");
      try {
        download(address, unfinished);
        if (isPinned(unfinished, wanted)) {
          return Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        }
        failures.add(address + ": not the pinned SHA-256");
      } catch (IOException e) {
        failures.add(address + ": " + e.getMessage());
      } finally {
        Files.deleteIfExists(unfinished);
      }
    }
    throw new IOException(
        "could not get "
            + wanted.fileName()
            + " ("
            + String.join("; ", failures)
            + "); name another mirror with -Dimage.debian.mirror, or pin newer packages with"
            + " operator/image/debian-packages-update");
  }

  private List<String> addresses(DebianPackage wanted) throws IOException {
    String snapshot =
        lines().stream()
            .filter(words -> words[0].equals("snapshot"))
            .map(words -> words[1])
            .findFirst()
            .orElseThrow();
    return List.of(
        mirror + "/" + wanted.archive() + "/" + wanted.path(),
        SNAPSHOTS + wanted.archive() + "/" + snapshot + "/" + wanted.path());
  }

  private static void download(String address, Path file) throws IOException {
    try (HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build()) {
      HttpResponse<Path> response =
          client.send(
              HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE).build(),
              BodyHandlers.ofFile(file));
      if (response.statusCode() != 200) {
        throw new IOException("HTTP " + response.statusCode());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static boolean isPinned(Path file, DebianPackage wanted) throws IOException {
    return Digests.ofFile(file).equals("sha256:" + wanted.sha256());
  }

  private static List<String[]> lines() throws IOException {
    try (InputStream list =
            Objects.requireNonNull(DebianArchive.class.getResourceAsStream("debian-packages.txt"));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.trim().split("\\s+"))
          .toList();
    }
  }
}
