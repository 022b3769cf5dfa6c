package dev.tokenprotection.tests.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of this checkout that people read. */
final class Checkout {
  private static final Path ROOT = root();

  private Checkout() {}

  /** A file or folder, by its path from the root. */
  static Path file(String path) {
    return ROOT.resolve(path);
  }

  /** A file's path from the root, as messages name it. */
  static String name(Path file) {
    return ROOT.relativize(file).toString();
  }

  /** Every page: those below {@code docs}, and those at the root. */
  static List<Path> pages() {
    try (Stream<Path> below = Files.walk(file("docs"));
        Stream<Path> top = Files.list(ROOT)) {
      return Stream.concat(top, below)
          .filter(page -> page.toString().endsWith(".md"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path root() {
    Path directory = Path.of("").toAbsolutePath();
    while (directory != null && !Files.isDirectory(directory.resolve("docs/how-to"))) {
      directory = directory.getParent();
    }
    if (directory == null) {
      throw new IllegalStateException("no checkout around " + Path.of("").toAbsolutePath());
    }
    return directory;
  }
}
