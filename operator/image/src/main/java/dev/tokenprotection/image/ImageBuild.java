package dev.tokenprotection.image;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Entry point: writes {@code image}, an OCI layout, and what belongs to it, into a folder. */
public final class ImageBuild {
  /** As in Chart.yaml. */
  private static final String HOME = "https://tokenprotection.dev";

  private static final int USER = 65532;
  private static final String PORT = "8080/tcp";
  private static final String JAVA = "opt/java";
  private static final String APPLICATION = "app";
  private static final String ARCHIVE = APPLICATION + "/tpr.aot";

  /** What the operator runs with, and what its classes are archived with. */
  private static final List<String> JVM =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:-UsePerfData",
          "-XX:MaxRAMPercentage=50",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  /** What must never get into the image: what simulates, what tests, and a second cryptography. */
  private static final Pattern FORBIDDEN =
      Pattern.compile(
          "token-protection-(simulator|dev|tests|image).*|kube-api-test.*|bc(prov|pkix|util|pg)-.*"
              + "|(junit|mockito|assertj|archunit|wiremock).*");

  private final Map<String, String> options;
  private final Path work;
  private final Path root;
  private final Path output;
  private final Instant created;
  private final JavaRuntime java = JavaRuntime.ofThisBuild();

  private ImageBuild(Map<String, String> options) throws IOException {
    this.options = options;
    work = path("work");
    root = work.resolve("root");
    output = path("output");
    created = Instant.parse(option("created"));
  }

  /** Writes the image and says what it is, or fails with one sentence. */
  public static void main(String[] arguments) {
    try {
      Map<String, String> options = new HashMap<>();
      for (String argument : arguments) {
        int equals = argument.indexOf('=');
        options.put(argument.substring(2, equals), argument.substring(equals + 1));
      }
      new ImageBuild(options).write();
    } catch (IOException e) {
      System.err.println("image: " + e.getMessage());
      System.exit(1);
    }
  }

  private void write() throws IOException {
    delete(work);
    Files.createDirectories(work);
    java.link(root.resolve(JAVA));
    List<DebianPackage> packages = DebianArchive.pinned(java.architecture());
    trustAuthorities(packages);
    List<Path> jars = copyJars();
    setTimes();
    archiveClasses();

    List<Layer.Written> layers =
        List.of(base(packages), runtime(), libraries(jars), program(jars), classes());
    BillOfMaterials bill = new BillOfMaterials(path("application").resolve("bom.json"));
    bill.add(packages);
    bill.add(java);

    delete(output.resolve("image"));
    Files.createDirectories(output);
    Files.write(output.resolve("image.cdx.json"), bill.bytes());
    String digest = writeLayout(layers, bill);
    Files.writeString(output.resolve("image.digest"), digest + "\n");
    delete(work);
    report(layers, digest);
  }

  /**
   * The authorities of Mozilla's list, in place of those of the JDK: where a distribution packages
   * the JDK, these are the machine's, with what its administrator has added.
   */
  private void trustAuthorities(List<DebianPackage> packages) throws IOException {
    DebianPackage authorities =
        packages.stream().filter(p -> p.name().equals("ca-certificates")).findFirst().orElseThrow();
    TrustStore.write(
        authorities
            .read(
                debian().fetch(authorities),
                Pattern.compile("usr/share/ca-certificates/mozilla/[^/]+\\.crt"))
            .values(),
        root.resolve(JAVA).resolve("lib/security/cacerts"));
  }

  private DebianArchive debian() {
    return new DebianArchive(option("mirror"), cache());
  }

  private List<Path> copyJars() throws IOException {
    Path from = path("application");
    Path to = Files.createDirectories(root.resolve(APPLICATION).resolve("lib"));
    List<Path> jars = new ArrayList<>();
    for (Path jar : Layer.filesBelow(from.resolve("lib"))) {
      if (FORBIDDEN.matcher(jar.getFileName().toString()).matches()) {
        throw new IOException(jar.getFileName() + " is on the class path and must not be shipped");
      }
      jars.add(Files.copy(jar, to.resolve(jar.getFileName())));
    }
    jars.add(
        Files.copy(from.resolve(programJar()), root.resolve(APPLICATION).resolve(programJar())));
    return jars;
  }

  private String programJar() {
    return "token-protection-app-" + option("version") + ".jar";
  }

  /** The archive of classes names the times of the files that it was made from. */
  private void setTimes() throws IOException {
    for (Path file : Layer.filesBelow(root)) {
      Files.setLastModifiedTime(file, FileTime.from(created));
    }
  }

  /**
   * Classes in the form that the JVM has in memory, so that a start neither parses nor verifies
   * them. Made from a list of names that is checked in, not from a run: two runs never load quite
   * the same, and their archives, with the profiles that JDK 25 adds, never have the same bytes.
   */
  private void archiveClasses() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(root.resolve(JAVA).resolve("bin/java").toString());
    command.addAll(JVM);
    command.addAll(
        List.of(
            "-Xshare:dump",
            "-XX:SharedClassListFile=" + path("class-list"),
            "-XX:SharedArchiveFile=" + ARCHIVE,
            "-jar",
            APPLICATION + "/" + programJar()));
    JavaRuntime.run(root, command);
  }

  private Layer.Written base(List<DebianPackage> packages) throws IOException {
    DebianArchive debian = debian();
    Layer layer = layer("base: Debian 13, " + packages.size() + " packages");
    try (layer) {
      for (DebianPackage wanted : packages) {
        wanted.unpack(debian.fetch(wanted), layer);
      }
      layer.addText(
          "etc/passwd",
          "root:x:0:0:root:/:/sbin/nologin\n"
              + "nonroot:x:%d:%d:nonroot:/home/nonroot:/sbin/nologin\n".formatted(USER, USER));
      layer.addText("etc/group", "root:x:0:\nnonroot:x:%d:\n".formatted(USER));
      layer.addText("etc/nsswitch.conf", "hosts: files dns\n");
      layer.addFolder("home/nonroot", 0700, USER);
      layer.addFolder("tmp", 01777, 0);
      for (String mountPoint : List.of("dev", "proc", "sys")) {
        layer.addFolder(mountPoint, 0755, 0);
      }
    }
    return layer.written();
  }

  private Layer.Written runtime() throws IOException {
    Layer layer = layer("runtime: Java " + java.version() + " (" + java.vendor() + ")");
    try (layer) {
      layer.addTree(JAVA, root.resolve(JAVA));
    }
    return layer.written();
  }

  private Layer.Written libraries(List<Path> jars) throws IOException {
    return jars("libraries", jars.stream().filter(jar -> !isOurs(jar)));
  }

  private Layer.Written program(List<Path> jars) throws IOException {
    return jars("program", jars.stream().filter(ImageBuild::isOurs));
  }

  private Layer.Written jars(String name, Stream<Path> jars) throws IOException {
    Layer layer = layer(name);
    try (layer) {
      for (Path jar : jars.toList()) {
        layer.addFile(root.relativize(jar).toString(), jar);
      }
    }
    return layer.written();
  }

  private Layer.Written classes() throws IOException {
    Layer layer = layer("archive of loaded classes");
    try (layer) {
      layer.addFile(ARCHIVE, root.resolve(ARCHIVE));
    }
    return layer.written();
  }

  private static boolean isOurs(Path jar) {
    return jar.getFileName().toString().startsWith("token-protection-");
  }

  private Layer layer(String name) throws IOException {
    return new Layer(name, Files.createTempFile(work, "layer", ".tar.gz"), created);
  }

  private String writeLayout(List<Layer.Written> layers, BillOfMaterials bill) throws IOException {
    OciLayout layout = new OciLayout(output.resolve("image"));
    ObjectNode manifest = manifest();
    manifest.set("config", layout.put(OciLayout.CONFIG, configuration(layers)));
    ArrayNode descriptors = manifest.putArray("layers");
    for (Layer.Written layer : layers) {
      descriptors.add(layout.put(layer));
    }
    manifest.set("annotations", labels());
    ObjectNode image = layout.put(OciLayout.MANIFEST, manifest);
    ObjectNode subject = image.deepCopy();
    image.putObject("platform").put("architecture", java.architecture()).put("os", "linux");
    image.putObject("annotations").put("org.opencontainers.image.ref.name", option("version"));
    layout.list(image);
    layout.list(attach(layout, subject, bill));
    layout.finish();
    return subject.path("digest").asText();
  }

  /** An artifact that refers to the image, as registries of OCI 1.1 list them. */
  private ObjectNode attach(OciLayout layout, ObjectNode subject, BillOfMaterials bill)
      throws IOException {
    ObjectNode manifest = manifest().put("artifactType", BillOfMaterials.MEDIA_TYPE);
    manifest.set("config", layout.put(OciLayout.EMPTY, OciLayout.object()));
    manifest.putArray("layers").add(layout.put(BillOfMaterials.MEDIA_TYPE, bill.bytes()));
    manifest.set("subject", subject);
    manifest
        .putObject("annotations")
        .put("org.opencontainers.image.created", created.toString())
        .put("org.opencontainers.image.title", "CycloneDX bill of materials");
    ObjectNode descriptor = layout.put(OciLayout.MANIFEST, manifest);
    descriptor.put("artifactType", BillOfMaterials.MEDIA_TYPE);
    descriptor
        .putObject("annotations")
        .put("org.opencontainers.image.ref.name", option("version") + ".cdx");
    return descriptor;
  }

  private static ObjectNode manifest() {
    return OciLayout.object().put("schemaVersion", 2).put("mediaType", OciLayout.MANIFEST);
  }

  private ObjectNode configuration(List<Layer.Written> layers) throws IOException {
    ObjectNode configuration =
        OciLayout.object()
            .put("created", created.toString())
            .put("architecture", java.architecture())
            .put("os", "linux");
    ObjectNode process = configuration.putObject("config");
    process.put("User", USER + ":" + USER);
    process.putObject("ExposedPorts").putObject(PORT);
    process.putArray("Env").add("LANG=C.UTF-8").add("PATH=/" + JAVA + "/bin");
    ArrayNode entryPoint = process.putArray("Entrypoint").add("/" + JAVA + "/bin/java");
    JVM.forEach(entryPoint::add);
    entryPoint
        .add("-XX:AOTCache=/" + ARCHIVE)
        .add("-jar")
        .add("/" + APPLICATION + "/" + programJar());
    process.putArray("Cmd").add("operator");
    process.put("WorkingDir", "/");
    process.set("Labels", labels());
    ObjectNode rootFs = configuration.putObject("rootfs").put("type", "layers");
    ArrayNode diffIds = rootFs.putArray("diff_ids");
    ArrayNode history = configuration.putArray("history");
    for (Layer.Written layer : layers) {
      diffIds.add(layer.diffId());
      history.addObject().put("created", created.toString()).put("created_by", layer.name());
    }
    return configuration;
  }

  private ObjectNode labels() {
    ObjectNode labels =
        OciLayout.object()
            .put("org.opencontainers.image.title", "token-protection-operator")
            .put(
                "org.opencontainers.image.description",
                "Turns on Microsoft Entra Token Protection stage by stage, as far as the sign-in"
                    + " logs allow.")
            .put("org.opencontainers.image.url", HOME)
            .put("org.opencontainers.image.source", HOME)
            .put("org.opencontainers.image.version", option("version"))
            .put("org.opencontainers.image.created", created.toString());
    Revision.of(path("application"))
        .ifPresent(revision -> labels.put("org.opencontainers.image.revision", revision));
    return labels;
  }

  private void report(List<Layer.Written> layers, String digest) {
    System.out.printf("%-50s %14s %14s%n", "layer", "compressed", "in the image");
    for (Layer.Written layer : layers) {
      System.out.printf("%-50s %,14d %,14d%n", layer.name(), layer.compressed(), layer.content());
    }
    System.out.println(output.resolve("image").normalize() + " " + digest);
  }

  private static Path cache() {
    String named = System.getenv("XDG_CACHE_HOME");
    Path caches =
        named == null || named.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(named);
    return caches.resolve("token-protection-operator").resolve("image");
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> paths = Files.walk(folder)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private String option(String name) {
    String value = options.get(name);
    if (value == null) {
      throw new IllegalArgumentException("--" + name + " is missing");
    }
    return value;
  }

  private Path path(String name) {
    return Path.of(option(name)).toAbsolutePath().normalize();
  }
}
