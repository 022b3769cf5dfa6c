package dev.tokenprotection.dev.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.dev.testbed.ProjectHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pages at hand are those that the code says. With {@code -Ddocs.write=true} they are written
 * first.
 */
class ReferencePagesTest {
  static Stream<Map.Entry<String, String>> pages() {
    return ReferencePages.all().entrySet().stream();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void a_reference_page_says_what_the_code_does(Map.Entry<String, String> page) throws IOException {
    Path file = ProjectHome.find().directory().resolve("docs/reference").resolve(page.getKey());
    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(file, page.getValue());
    }

    assertThat(file)
        .as("stale; run: %s, and commit what changed", ReferencePages.COMMAND)
        .hasContent(page.getValue());
  }
}
