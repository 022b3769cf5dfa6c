package dev.tokenprotection.api.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The manifests and pages at hand are those that the types say. With {@code -Dcrds.write=true} they
 * are written.
 */
class GeneratedFilesTest {
  private static final Path PROJECT = Path.of("..");

  @TestFactory
  Stream<DynamicTest> files_are_those_that_the_types_say() throws IOException {
    Map<Path, String> files = GeneratedFiles.all();
    if (Boolean.getBoolean("crds.write")) {
      for (var file : files.entrySet()) {
        Path path = PROJECT.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue());
      }
    }
    return files.entrySet().stream()
        .map(f -> DynamicTest.dynamicTest(f.getKey().toString(), () -> isFresh(f)));
  }

  private static void isFresh(Map.Entry<Path, String> file) {
    assertThat(PROJECT.resolve(file.getKey()))
        .as("stale; run: mvn -pl crds -Dcrds.write=true test, and commit what changed")
        .hasContent(file.getValue());
  }
}
