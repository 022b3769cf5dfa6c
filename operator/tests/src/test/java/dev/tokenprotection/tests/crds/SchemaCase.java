package dev.tokenprotection.tests.crds;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A manifest with what is expected of it.
 *
 * @param file the manifest
 * @param text its content
 */
record SchemaCase(Path file, String text) {
  private static final Path ROOT = Path.of("src/test/resources/crds");
  private static final String AT = "# at: ";
  private static final String EXPECT = "# expect: ";

  /** All cases of a directory, in the order of their names. */
  static List<SchemaCase> in(String directory) {
    try (Stream<Path> files = Files.list(ROOT.resolve(directory))) {
      return files.sorted().map(SchemaCase::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the case is about, in words. */
  String title() {
    return file.getFileName().toString().replace(".yaml", "").replace('-', ' ');
  }

  /** The field that is refused. */
  String at() {
    return header(AT);
  }

  /** Words that every refusal contains. */
  String expected() {
    return header(EXPECT);
  }

  /** The documents of the file. */
  List<String> documents() {
    return List.of(text.split("(?m)^---$"));
  }

  private static SchemaCase read(Path file) {
    try {
      return new SchemaCase(file, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String header(String name) {
    return text.lines()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()))
        .filter(value -> !value.isBlank())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(file + " has no line " + name));
  }
}
