package dev.tokenprotection.dev.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.stage.WaitReason;
import dev.tokenprotection.dev.testbed.ProjectHome;
import dev.tokenprotection.kubernetes.condition.ConditionReason;
import dev.tokenprotection.kubernetes.event.EventReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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

  @Test
  void the_pages_that_reasons_link_to_exist_with_their_headings() throws IOException {
    Path reference = ProjectHome.find().directory().resolve("docs/reference");
    for (String path : Guides.paths()) {
      String[] parts = path.split("#");
      Path page = reference.resolve(parts[0]);
      assertThat(page).exists();
      if (parts.length > 1) {
        assertThat(
                Files.readString(page)
                    .lines()
                    .filter(line -> line.startsWith("#"))
                    .map(this::anchor))
            .as(path)
            .contains(parts[1]);
      }
    }
  }

  @Test
  void only_reasons_that_the_program_has_are_linked() {
    assertThat(
            Stream.of(
                    Arrays.stream(ConditionReason.values()).map(ConditionReason::apiName),
                    Arrays.stream(EventReason.values()).map(EventReason::apiName),
                    Arrays.stream(WaitReason.values()).map(WaitReason::apiName))
                .flatMap(names -> names))
        .containsAll(Guides.reasons());
  }

  /** As forges make it of a heading. */
  private String anchor(String heading) {
    return heading
        .replaceFirst("^#+ ", "")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{Alnum} -]", "")
        .replace(' ', '-');
  }
}
