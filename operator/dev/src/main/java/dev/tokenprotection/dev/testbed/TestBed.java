package dev.tokenprotection.dev.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The programs of the test bed, found, fetched or built.
 *
 * <p>Where kube-apiserver and etcd come from, in this order: the directory that the user names; the
 * user's cache; a download whose checksum is compared; a Go toolchain, which builds them. kubectl
 * and Helm are built when somebody asks for them and they are not beside the servers.
 */
public final class TestBed {
  /** Environment variable that names a directory with {@code k8s/<version>-<os>-<arch>}. */
  public static final String VARIABLE = "TPR_TESTBED_DIR";

  private static final String VERSION = "\\d+(\\.\\d+)*-";
  private static final List<String> SERVERS = List.of("kube-apiserver", "etcd");

  private final Path directory;
  private final Path servers;
  private final GoBuild goBuild;

  private TestBed(Path directory, Path servers, GoBuild goBuild) {
    this.directory = directory;
    this.servers = servers;
    this.goBuild = goBuild;
  }

  /**
   * Where to look.
   *
   * @param named a directory that the user names; nothing else is then tried
   * @param cache the folder of the test bed in the user's cache
   * @param download empty for none
   */
  record Sources(Optional<Path> named, Path cache, Optional<ServerDownload> download) {
    static Sources ofEnvironment(Optional<Path> named) {
      return new Sources(
          named.or(() -> variable(VARIABLE).map(Path::of)),
          variable("XDG_CACHE_HOME")
              .map(Path::of)
              .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"))
              .resolve("token-protection-operator")
              .resolve("testbed"),
          ServerDownload.ofEnvironment());
    }
  }

  /**
   * The programs for a checkout; fetches or builds them when this machine has none yet.
   *
   * @throws TestBedException when none of the four ways works; the message names them all
   */
  public static TestBed provide(ProjectHome home, Progress progress) {
    return provide(home, Optional.empty(), progress);
  }

  /**
   * As above, but for a directory that the user names on the command line.
   *
   * @param named wins over {@link #VARIABLE}; empty for none
   */
  public static TestBed provide(ProjectHome home, Optional<Path> named, Progress progress) {
    return provide(home, Sources.ofEnvironment(named), progress);
  }

  static TestBed provide(ProjectHome home, Sources sources, Progress progress) {
    GoBuild goBuild = new GoBuild(home.testBedScript());
    if (sources.named().isPresent()) {
      Path named = sources.named().get();
      return in(named, goBuild)
          .orElseThrow(
              () ->
                  unavailable(
                      "%s was named, but has no k8s/<version>-%s/{kube-apiserver,etcd}"
                          .formatted(named, ServerDownload.platform())));
    }
    Path downloaded = sources.cache().resolve("downloaded");
    List<String> reasons = new ArrayList<>();
    return inCache(downloaded, goBuild, reasons)
        .or(() -> download(downloaded, home, sources, goBuild, reasons, progress))
        .or(() -> built(goBuild, reasons, progress))
        .orElseThrow(() -> unavailable(String.join("; ", reasons)));
  }

  /** The directory in it with {@code kube-apiserver} and {@code etcd}. */
  public Path servers() {
    return servers;
  }

  /**
   * The command-line client; built when the servers came without one.
   *
   * @throws TestBedException when it can't be built
   */
  public Path kubectl() {
    return kubectlThatIsThere().orElseGet(() -> built("kubectl", "k8s").resolve("kubectl"));
  }

  /** The command-line client that came with the servers. */
  public Optional<Path> kubectlThatIsThere() {
    return Optional.of(servers.resolve("kubectl")).filter(Files::isExecutable);
  }

  /**
   * The Helm program; built when the servers came without one.
   *
   * @throws TestBedException when it can't be built
   */
  public Path helm() {
    Path beside = directory.resolve("bin").resolve("helm");
    return Files.isExecutable(beside) ? beside : built("helm", "bin").resolve("helm");
  }

  private Path built(String program, String folder) {
    try (Progress progress = Progress.onStandardError()) {
      Path built = goBuild.build(List.of(program), progress);
      return folder.equals("bin")
          ? built.resolve(folder)
          : newest(built, List.of(program)).orElseThrow();
    }
  }

  private static Optional<TestBed> inCache(Path downloaded, GoBuild goBuild, List<String> reasons) {
    try {
      return goBuild
          .cached(SERVERS)
          .flatMap(directory -> in(directory, goBuild))
          .or(() -> in(downloaded, goBuild));
    } catch (TestBedException e) {
      reasons.add(e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<TestBed> download(
      Path into,
      ProjectHome home,
      Sources sources,
      GoBuild goBuild,
      List<String> reasons,
      Progress progress) {
    if (sources.download().isEmpty()) {
      reasons.add("%s turns the download off".formatted(ServerDownload.VARIABLE));
      return Optional.empty();
    }
    try {
      sources.download().get().into(into, home.kubernetesVersion(), progress);
      return in(into, goBuild);
    } catch (TestBedException e) {
      progress.say("the servers can't be downloaded: " + e.getMessage());
      reasons.add(e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<TestBed> built(GoBuild goBuild, List<String> reasons, Progress progress) {
    try {
      return in(goBuild.build(SERVERS, progress), goBuild);
    } catch (TestBedException e) {
      reasons.add(e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<TestBed> in(Path directory, GoBuild goBuild) {
    return newest(directory, SERVERS).map(servers -> new TestBed(directory, servers, goBuild));
  }

  /** Of the versions for this platform that have all the programs, the newest. */
  private static Optional<Path> newest(Path directory, List<String> programs) {
    Path k8s = directory.resolve("k8s");
    if (!Files.isDirectory(k8s)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(k8s)) {
      return versions
          .filter(
              version ->
                  version.getFileName().toString().matches(VERSION + ServerDownload.platform()))
          .filter(version -> programs.stream().map(version::resolve).allMatch(Files::isExecutable))
          .max(Comparator.comparing(TestBed::version, Arrays::compare));
    } catch (IOException e) {
      throw new TestBedException("%s could not be listed: %s.".formatted(k8s, e.getMessage()), e);
    }
  }

  private static TestBedException unavailable(String reason) {
    return new TestBedException(
        """
        No kube-apiserver to run. Any one of these will do: \
        (1) name a directory that has k8s/<version>-%s/{kube-apiserver,etcd}, with --servers or in %s; \
        (2) copy the cache of a machine that has them (~/.cache/token-protection-operator/testbed); \
        (3) reach the downloads of kubernetes-sigs/controller-tools, or name the index of a mirror of them in %s; \
        (4) install Go (https://go.dev/dl) and reach a Go module proxy, so that they can be built. \
        What happened: %s"""
            .formatted(
                ServerDownload.platform(), VARIABLE, ServerDownload.VARIABLE, reason.strip()));
  }

  private static Optional<String> variable(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
  }

  private static int[] version(Path servers) {
    String name = servers.getFileName().toString();
    return Stream.of(name.substring(0, name.indexOf('-')).split("\\."))
        .mapToInt(Integer::parseInt)
        .toArray();
  }
}
