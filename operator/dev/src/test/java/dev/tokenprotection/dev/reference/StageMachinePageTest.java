package dev.tokenprotection.dev.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.stage.Decision;
import dev.tokenprotection.core.stage.Hold;
import dev.tokenprotection.core.stage.Latch;
import dev.tokenprotection.core.stage.Progress;
import dev.tokenprotection.dev.testbed.ProjectHome;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page that explains the stage machine knows every state, decision, stop and hold of it. */
class StageMachinePageTest {
  @ParameterizedTest
  @MethodSource("words")
  void the_page_names(String word) throws IOException {
    String page =
        Files.readString(
            ProjectHome.find().directory().resolve("docs/explanation/stage-machine.md"));

    assertThat(page).contains("`" + word + "`");
  }

  static Stream<String> words() {
    Stream<String> types =
        Stream.of(Progress.class, Decision.class)
            .flatMap(type -> Arrays.stream(type.getPermittedSubclasses()))
            .map(Class::getSimpleName);
    Stream<String> stops = Arrays.stream(Latch.Cause.values()).map(Latch.Cause::apiName);
    Stream<String> holds =
        Stream.of(
                new Hold.EmergencyStop("", ""),
                new Hold.BreakGlassAffected(""),
                new Hold.Frozen(""),
                new Hold.Paused(),
                new Hold.BreakGlassUnverified(""),
                new Hold.PreflightFailed(""),
                new Hold.GroupsUnresolved(""),
                new Hold.PolicyNotInSync(""),
                new Hold.MembershipNotInSync(""),
                new Hold.ScopeWidened(""),
                new Hold.MembershipSettling(Instant.EPOCH))
            .map(Hold::reason);
    return Stream.of(types, stops, holds).flatMap(words -> words);
  }
}
