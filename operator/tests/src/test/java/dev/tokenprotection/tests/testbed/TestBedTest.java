package dev.tokenprotection.tests.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenprotection.dev.testbed.ProjectHome;
import dev.tokenprotection.dev.testbed.TestBed;
import dev.tokenprotection.dev.testbed.TestBedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestBedTest {
  @Test
  void one_error_names_every_way_to_the_programs_and_what_happened(@TempDir Path checkout)
      throws Exception {
    ProjectHome home =
        checkoutWhoseScript(checkout, "echo 'testbed: the disk is full' >&2; exit 1");

    assertThatThrownBy(() -> TestBed.provide(home, line -> {}))
        .isInstanceOf(TestBedException.class)
        .hasMessageContaining("TPR_TESTBED_DIR")
        .hasMessageContaining(".cache/token-protection-operator/testbed")
        .hasMessageContaining("install Go")
        .hasMessageContaining("controller-tools")
        .hasMessageEndingWith("What happened: testbed: the disk is full");
  }

  @Test
  void progress_is_told_line_by_line(@TempDir Path checkout) throws Exception {
    Path servers = Files.createDirectories(checkout.resolve("bed/k8s").resolve(platform("1.36.3")));
    ProjectHome home =
        checkoutWhoseScript(
            checkout, "echo one >&2; echo two >&2; echo '%s'".formatted(checkout.resolve("bed")));
    List<String> progress = new ArrayList<>();

    TestBed testBed = TestBed.provide(home, progress::add);

    assertThat(progress).containsExactly("one", "two");
    assertThat(testBed.servers()).isEqualTo(servers);
  }

  @Test
  void of_several_versions_in_a_directory_the_newest_is_taken(@TempDir Path checkout)
      throws Exception {
    for (String version : List.of("1.9.1", "1.36.0", "1.36.12", "1.36.3")) {
      Files.createDirectories(checkout.resolve("bed/k8s").resolve(platform(version)));
    }
    ProjectHome home = checkoutWhoseScript(checkout, "echo '%s/bed'".formatted(checkout));

    assertThat(TestBed.provide(home, line -> {}).servers()).hasFileName(platform("1.36.12"));
  }

  private static ProjectHome checkoutWhoseScript(Path checkout, String commands) throws Exception {
    Path script = new ProjectHome(checkout).testBedScript();
    Files.createDirectories(script.getParent());
    Files.writeString(script, commands);
    return new ProjectHome(checkout);
  }

  private static String platform(String version) {
    return SharedApiServer.testBed()
        .servers()
        .getFileName()
        .toString()
        .replaceFirst("^[^-]+", version);
  }
}
