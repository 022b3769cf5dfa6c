package dev.tokenprotection.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The Java runtime of the image: the modules that the operator uses, linked from the JDK that runs
 * this build.
 *
 * @param jdk its folder
 * @param release what the JDK says of itself in its file {@code release}
 */
record JavaRuntime(Path jdk, Map<String, String> release) {

  /**
   * What the roads of the operator reach. Not among them though jdeps names it: java.desktop, which
   * commons-lang3, JNA and msal4j use for windows and browsers.
   */
  private static final List<String> MODULES =
      List.of(
          "java.base",
          "java.instrument",
          "java.logging",
          "java.management",
          "java.naming",
          "java.net.http",
          "java.security.jgss",
          "java.security.sasl",
          "java.sql",
          "java.xml",
          "jdk.crypto.ec",
          "jdk.httpserver",
          "jdk.jfr",
          "jdk.management",
          "jdk.naming.dns",
          "jdk.unsupported",
          "jdk.zipfs");

  private static final Map<String, String> ARCHITECTURES =
      Map.of("x86_64", "amd64", "amd64", "amd64", "aarch64", "arm64");

  /** The JDK that this process runs on. */
  static JavaRuntime ofThisBuild() throws IOException {
    Path jdk = Path.of(System.getProperty("java.home"));
    Properties properties = new Properties();
    try (var lines = Files.newBufferedReader(jdk.resolve("release"))) {
      properties.load(lines);
    }
    Map<String, String> release = new TreeMap<>();
    properties.forEach(
        (key, value) -> release.put((String) key, ((String) value).replace("\"", "")));
    JavaRuntime runtime = new JavaRuntime(jdk, release);
    if (!"Linux".equals(release.get("OS_NAME")) || "musl".equals(release.get("LIBC"))) {
      throw new IOException(
          "the JDK in "
              + jdk
              + " is not one for Linux with glibc, and the image takes its runtime from it; use"
              + " operator/image/Containerfile with docker or buildah instead");
    }
    if (!Files.isExecutable(jdk.resolve("bin/jlink"))) {
      throw new IOException("no jlink in " + jdk + "; a whole JDK is needed");
    }
    return runtime;
  }

  /** The architecture as OCI and Debian call it. */
  String architecture() throws IOException {
    String architecture = ARCHITECTURES.get(release.getOrDefault("OS_ARCH", ""));
    if (architecture == null) {
      throw new IOException("no image is made for " + release.get("OS_ARCH"));
    }
    return architecture;
  }

  String version() {
    return release.getOrDefault("JAVA_RUNTIME_VERSION", release.get("JAVA_VERSION"));
  }

  String vendor() {
    return release.getOrDefault("IMPLEMENTOR", "unknown");
  }

  /** Links the runtime into a folder that is not there yet. */
  void link(Path folder) throws IOException {
    run(
        jdk,
        List.of(
            jdk.resolve("bin/jlink").toString(),
            "--add-modules",
            String.join(",", MODULES),
            // Not --strip-debug, which runs the objcopy of the machine: the bytes would depend on
            // it.
            "--strip-java-debug-attributes",
            "--no-header-files",
            "--no-man-pages",
            "--output",
            folder.toString()));
    // Tools that nobody runs in the image.
    for (String tool : List.of("jfr", "jwebserver", "keytool")) {
      Files.deleteIfExists(folder.resolve("bin").resolve(tool));
    }
  }

  /** Runs a program, whose output is shown only when it fails. */
  static void run(Path directory, List<String> command) throws IOException {
    Path output = Files.createTempFile("image-build", ".log");
    try {
      ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command));
      // What is set for the JVMs of this machine must not get into the image.
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")
          .forEach(builder.environment()::remove);
      int code =
          builder
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start()
              .waitFor();
      if (code != 0) {
        throw new IOException(
            String.join(" ", command) + " failed (" + code + "):\n" + Files.readString(output));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      Files.deleteIfExists(output);
    }
  }
}
