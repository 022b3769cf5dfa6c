package dev.tokenprotection.tests.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** Installs what the peers need, at pinned versions, below {@code target}; once for each pin. */
final class PeerTools {
  private static final Path SOURCES = Path.of("peers").toAbsolutePath();
  private static final Path TARGET = Path.of("target", "peers").toAbsolutePath();

  private PeerTools() {}

  /** The Python interpreter of an environment with {@code requirements.txt}. */
  static Path python() {
    Path folder = TARGET.resolve("python-" + fingerprint("requirements.txt"));
    Path python = folder.resolve("bin").resolve("python");
    installOnce(
        folder,
        program -> {
          program.mustRun("python3", "-m", "venv", folder.toString());
          program.mustRun(
              python.toString(),
              "-m",
              "pip",
              "install",
              "--quiet",
              "--disable-pip-version-check",
              "--no-compile",
              "-r",
              source("requirements.txt").toString());
        });
    return python;
  }

  /** A folder with {@code node_modules} as {@code package-lock.json} has it. */
  static Path node() {
    Path folder = TARGET.resolve("node-" + fingerprint("package-lock.json"));
    installOnce(
        folder,
        program -> {
          copy("package.json", folder);
          copy("package-lock.json", folder);
          program.mustRun("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        });
    return folder;
  }

  /** A file of the peers. */
  static Path source(String name) {
    return SOURCES.resolve(name);
  }

  private interface Installation {
    void with(Program program);
  }

  private static void installOnce(Path folder, Installation installation) {
    Path done = folder.resolve("installed");
    try {
      if (!Files.exists(done)) {
        Files.createDirectories(folder);
        installation.with(new Program(folder, Map.of()));
        Files.createFile(done);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("could not install into " + folder, e);
    }
  }

  private static void copy(String name, Path folder) {
    try {
      Files.copy(source(name), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("could not copy " + name + " into " + folder, e);
    }
  }

  private static String fingerprint(String name) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(source(name)));
      return HexFormat.of().formatHex(digest, 0, 6);
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + source(name), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }
}
