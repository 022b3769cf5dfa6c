package dev.tokenprotection.dev.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The programs of the test bed, found or built: kube-apiserver, etcd, kubectl and Helm.
 *
 * <p>Where they come from, in this order: the directory that {@code TPR_TESTBED_DIR} names; the
 * user's cache; a Go toolchain, which builds them into the cache; the download of kube-api-test,
 * the library that starts them.
 *
 * @param directory holds {@code k8s/<version>-<os>-<arch>} and {@code bin}
 * @param servers the directory in it with {@code kube-apiserver}, {@code etcd} and {@code kubectl}
 */
public record TestBed(Path directory, Path servers) {
  /** Environment variable that names a directory with the programs, in the layout above. */
  public static final String VARIABLE = "TPR_TESTBED_DIR";

  private static final int NO_TOOLCHAIN = 3;

  /**
   * The programs for a checkout; builds them when this machine has none yet, which takes minutes.
   *
   * @param progress gets a line for a person now and then while something is built
   * @throws TestBedException when none of the four ways works; the message names them all
   */
  public static TestBed provide(ProjectHome home, Consumer<String> progress) {
    Command.Outcome outcome = Command.of(Path.of("bash"), home.testBedScript()).run("", progress);
    if (outcome.succeeded()) {
      return in(Path.of(outcome.output().strip()));
    }
    if (outcome.exitCode() == NO_TOOLCHAIN) {
      return downloaded(outcome.errors(), progress);
    }
    throw unavailable(outcome.errors());
  }

  /** The programs that a directory of the layout holds; of several versions the newest. */
  static TestBed in(Path directory) {
    Path k8s = directory.resolve("k8s");
    try (Stream<Path> versions = Files.list(k8s)) {
      return versions
          .filter(version -> version.toString().endsWith("-" + platform()))
          .max(Comparator.comparing(TestBed::version, Arrays::compare))
          .map(servers -> new TestBed(directory, servers))
          .orElseThrow(
              () -> unavailable("%s has no directory <version>-%s.".formatted(k8s, platform())));
    } catch (IOException e) {
      throw new TestBedException("%s could not be listed: %s.".formatted(k8s, e.getMessage()), e);
    }
  }

  /** The command-line client, of the server's own version. */
  public Path kubectl() {
    return servers.resolve("kubectl");
  }

  /**
   * The Helm program.
   *
   * @throws TestBedException when there is none: a downloaded test bed has no Helm
   */
  public Path helm() {
    Path helm = directory.resolve("bin").resolve("helm");
    if (!Files.isExecutable(helm)) {
      throw new TestBedException(
          "There is no Helm at %s: put one there, or install Go so that it can be built."
              .formatted(helm));
    }
    return helm;
  }

  private static TestBed downloaded(String whyNotBuilt, Consumer<String> progress) {
    try {
      progress.accept("testbed: downloading the servers instead");
      return in(ServerDownload.into(cache().resolve("downloaded")));
    } catch (RuntimeException e) {
      throw unavailable("%s; the download failed: %s".formatted(whyNotBuilt, e.getMessage()));
    }
  }

  private static Path cache() {
    String named = System.getenv("XDG_CACHE_HOME");
    Path caches =
        named == null || named.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(named);
    return caches.resolve("token-protection-operator").resolve("testbed");
  }

  private static TestBedException unavailable(String reason) {
    return new TestBedException(
        """
        No kube-apiserver to run. Any one of these will do: \
        (1) name a directory that has k8s/<version>-%1$s/{kube-apiserver,etcd,kubectl} and bin/helm in %2$s; \
        (2) fill the cache on this machine once, or copy it from another (~/.cache/token-protection-operator/testbed); \
        (3) install Go (https://go.dev/dl) and reach a Go module proxy, so that they can be built; \
        (4) reach the downloads of kubernetes-sigs/controller-tools. What happened: %3$s"""
            .formatted(platform(), VARIABLE, reason.strip()));
  }

  /** As kube-api-test names it. */
  private static String platform() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return (os.contains("mac") ? "darwin" : os)
        + "-"
        + ("aarch64".equals(architecture) ? "arm64" : "amd64");
  }

  private static int[] version(Path servers) {
    String name = servers.getFileName().toString();
    return Stream.of(name.substring(0, name.indexOf('-')).split("\\."))
        .mapToInt(Integer::parseInt)
        .toArray();
  }
}
