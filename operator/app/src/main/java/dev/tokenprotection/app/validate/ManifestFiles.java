package dev.tokenprotection.app.validate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds the manifests that {@code -f} means, as kubectl does. */
public final class ManifestFiles {
  private static final List<String> ENDINGS = List.of(".yaml", ".yml", ".json");

  private final InputStream standardInput;

  /**
   * @param standardInput read when a file is {@code -}; not closed
   */
  public ManifestFiles(InputStream standardInput) {
    this.standardInput = standardInput;
  }

  /**
   * Reads a file, the YAML and JSON files of a directory and of those below it (a repository for
   * Argo CD is seldom flat), or with {@code -} the standard input.
   *
   * @throws IOException when there is no such file, it can't be read, or a directory has none
   */
  public List<Manifest> read(String name) throws IOException {
    if (name.equals("-")) {
      return List.of(new Manifest("stdin", text(standardInput.readAllBytes())));
    }
    Path path = Path.of(name);
    List<Manifest> manifests = new ArrayList<>();
    for (Path file : Files.isDirectory(path) ? manifestsIn(path) : List.of(path)) {
      manifests.add(new Manifest(file.toString(), text(Files.readAllBytes(file))));
    }
    return manifests;
  }

  private static List<Path> manifestsIn(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> manifests =
          files
              .filter(f -> ENDINGS.stream().anyMatch(e -> f.toString().endsWith(e)))
              .filter(Files::isRegularFile)
              .sorted()
              .toList();
      if (manifests.isEmpty()) {
        throw new IOException("no file in " + directory + " ends with .yaml, .yml or .json");
      }
      return manifests;
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
