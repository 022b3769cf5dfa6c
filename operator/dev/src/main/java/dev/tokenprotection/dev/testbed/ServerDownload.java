package dev.tokenprotection.dev.testbed;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubeapitest.Utils;
import io.fabric8.kubeapitest.binary.OSInfo;
import io.fabric8.kubeapitest.binary.repo.ArchiveReference;
import io.fabric8.kubeapitest.binary.repo.BinaryIndex;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The download of kube-apiserver, etcd and kubectl as the Kubernetes project publishes them for
 * tests: an index with the address and the SHA-512 of an archive for each version and platform.
 *
 * <p>The index, the layout and the types that read it are those of kube-api-test. Its own download
 * has neither a time limit nor a look at the checksum, so the transfer is done here.
 *
 * @param index address of the index; addresses in it may be relative to it
 * @param patience for how long nothing may come before the download is given up
 */
record ServerDownload(URI index, Duration patience) {
  /** Environment variable that names another index of the same layout, or {@code none}. */
  static final String VARIABLE = "TPR_TESTBED_INDEX";

  private static final URI PUBLIC_INDEX =
      URI.create(
          "https://raw.githubusercontent.com/kubernetes-sigs/controller-tools/HEAD/envtest-releases.yaml");
  private static final Duration USUAL_PATIENCE = Duration.ofSeconds(5);
  private static final Set<String> PROGRAMS = Set.of("kube-apiserver", "etcd", "kubectl");
  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  private static final int MEBIBYTE = 1 << 20;

  /** A download from {@code index}, given up when nothing comes for five seconds. */
  ServerDownload(URI index) {
    this(index, USUAL_PATIENCE);
  }

  /** The download that the environment asks for; empty when it asks for none. */
  static Optional<ServerDownload> ofEnvironment() {
    String named = System.getenv(VARIABLE);
    if ("none".equals(named)) {
      return Optional.empty();
    }
    return Optional.of(
        new ServerDownload(named == null || named.isBlank() ? PUBLIC_INDEX : URI.create(named)));
  }

  /** As the archives name it. */
  static String platform() {
    OSInfo platform = new OSInfo();
    return platform.getOSName() + "-" + platform.getOSArch();
  }

  /**
   * Fetches the servers into {@code directory/k8s/<version>-<platform>}, which appears at once or
   * not at all.
   *
   * @param version of Kubernetes; without an archive of it, the newest patch of the same minor
   * @throws TestBedException when that fails, with one sentence
   */
  void into(Path directory, String version, Progress progress) {
    progress.begin("looking for Kubernetes %s at %s".formatted(version, index.getHost()));
    Archive archive = find(version);
    progress.begin("downloading Kubernetes %s".formatted(archive.version()));
    try {
      Path k8s = Files.createDirectories(directory.resolve("k8s"));
      Path unfinished = Files.createTempDirectory(directory, "unfinished-");
      try {
        Path file = unfinished.resolve("archive");
        fetch(archive, file, progress);
        Path servers = Files.createDirectory(unfinished.resolve("servers"));
        unpack(file, servers);
        Path target = k8s.resolve(archive.version() + "-" + platform());
        if (!Files.exists(target)) {
          Files.move(servers, target);
        }
      } finally {
        delete(unfinished);
      }
    } catch (IOException e) {
      throw new TestBedException(
          "%s could not be fetched into %s: %s".formatted(archive.address(), directory, reason(e)),
          e);
    }
  }

  private record Archive(String version, URI address, String sha512) {}

  private Archive find(String version) {
    String minor = version.substring(0, version.lastIndexOf('.') + 1);
    Map<String, Map<String, ArchiveReference>> releases = readIndex().getReleases();
    String chosen =
        Stream.concat(
                Stream.of(version).filter(exact -> archive(releases, exact).isPresent()),
                releases.keySet().stream()
                    .map(name -> name.replaceFirst("^v", ""))
                    .filter(name -> name.matches("\\d+\\.\\d+\\.\\d+"))
                    .filter(name -> name.startsWith(minor))
                    .filter(name -> archive(releases, name).isPresent())
                    .sorted(Collections.reverseOrder(Utils.SEMVER_COMPARATOR)))
            .findFirst()
            .orElseThrow(
                () ->
                    new TestBedException(
                        "%s has no Kubernetes %s* for %s".formatted(index, minor, platform())));
    ArchiveReference reference = archive(releases, chosen).orElseThrow();
    return new Archive(chosen, index.resolve(reference.getSelfLink()), reference.getHash());
  }

  private static Optional<ArchiveReference> archive(
      Map<String, Map<String, ArchiveReference>> releases, String version) {
    return Optional.ofNullable(releases.get("v" + version))
        .map(files -> files.get("envtest-v%s-%s.tar.gz".formatted(version, platform())));
  }

  private BinaryIndex readIndex() {
    return withinPatience(
        index,
        () -> {
          try (InputStream body = open(index).getInputStream()) {
            return YAML.readValue(body, BinaryIndex.class);
          }
        });
  }

  private void fetch(Archive archive, Path file, Progress progress) throws IOException {
    HttpURLConnection connection =
        withinPatience(
            archive.address(),
            () -> {
              HttpURLConnection opened = open(archive.address());
              opened.getResponseCode();
              return opened;
            });
    MessageDigest digest = sha512();
    try (InputStream body = connection.getInputStream();
        OutputStream out = Files.newOutputStream(file)) {
      long total = connection.getContentLengthLong();
      long done = 0;
      byte[] buffer = new byte[1 << 16];
      for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
        digest.update(buffer, 0, read);
        out.write(buffer, 0, read);
        done += read;
        progress.at("%d of %d MB".formatted(done / MEBIBYTE, Math.max(done, total) / MEBIBYTE));
      }
    }
    String sha512 = HexFormat.of().formatHex(digest.digest());
    if (!sha512.equalsIgnoreCase(archive.sha512())) {
      throw new TestBedException(
          "%s is refused: its SHA-512 is %s, and %s says %s"
              .formatted(archive.address(), sha512, index, archive.sha512()));
    }
  }

  /**
   * Covers what the time limits of a connection don't: names that nobody resolves, and their sum.
   */
  private <T> T withinPatience(URI address, Callable<T> task) {
    FutureTask<T> answer = new FutureTask<>(task);
    Thread.ofPlatform().daemon().name("download").start(answer);
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new TestBedException(
          "%s did not answer within %d s".formatted(address, patience.toSeconds()), e);
    } catch (ExecutionException e) {
      throw new TestBedException(
          "%s can't be read: %s".formatted(address, reason(e.getCause())), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TestBedException("Interrupted while %s was read.".formatted(address), e);
    }
  }

  private HttpURLConnection open(URI address) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
    connection.setConnectTimeout((int) patience.toMillis());
    connection.setReadTimeout((int) patience.toMillis());
    return connection;
  }

  private static void unpack(Path file, Path servers) throws IOException {
    Set<String> missing = new HashSet<>(PROGRAMS);
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file))))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
        if (entry.isFile() && missing.remove(name)) {
          Path program = servers.resolve(name);
          Files.copy(tar, program);
          Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
      }
    }
    if (!missing.isEmpty()) {
      throw new IOException("the archive has no " + String.join(", no ", missing));
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static String reason(Throwable e) {
    return e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage());
  }

  private static MessageDigest sha512() {
    try {
      return MessageDigest.getInstance("SHA-512");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
