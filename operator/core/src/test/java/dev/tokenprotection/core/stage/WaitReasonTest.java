package dev.tokenprotection.core.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.model.RolloutIdentity;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever holds a rollout is told with until when and what to do: found in the types themselves.
 */
class WaitReasonTest {
  private static final Instant THEN = Instant.parse("2026-11-26T11:11:00Z");

  static Stream<Blocker> everyBlocker() {
    return Stream.concat(
        records(Blocker.OfStage.class).map(Blocker.class::cast),
        everyHold().map(Blocker.Held::new));
  }

  static Stream<Hold> everyHold() {
    return records(Hold.class).map(Hold.class::cast);
  }

  @ParameterizedTest
  @MethodSource("everyBlocker")
  void each_blocker_says_what_until_when_and_what_to_do(Blocker blocker) {
    assertThat(blocker.sentence())
        .startsWith(blocker.text())
        .contains(": continues " + blocker.advice().until() + ". ")
        .endsWithIgnoringCase(blocker.advice().remedy() + ".")
        .doesNotContain("..");
  }

  @ParameterizedTest
  @MethodSource("everyBlocker")
  void a_line_says_first_whether_time_or_a_person_takes_a_blocker_away(Blocker blocker) {
    assertThat(blocker.line())
        .isEqualTo(
            (blocker.waitsForPerson() ? "Manual action needed: " : "Waits for ")
                + blocker.sentence());
  }

  @ParameterizedTest
  @MethodSource("reasons")
  void no_remedy_is_to_skip_the_evidence(WaitReason reason) {
    assertThat(reason.advice().remedy()).doesNotContain("skip");
  }

  @Test
  void no_reason_is_listed_that_nothing_waits_for() {
    Set<String> waited =
        everyBlocker()
            .filter(blocker -> !isFree(blocker))
            .map(Blocker::reason)
            .collect(Collectors.toSet());
    assertThat(waited)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(WaitReason.values()).map(WaitReason::apiName).toList());
  }

  @ParameterizedTest
  @MethodSource("reasons")
  void each_reason_has_a_cause_and_clauses_that_make_a_sentence(WaitReason reason) {
    assertThat(reason.cause()).isNotBlank().endsWith(".");
    assertThat(reason.advice().remedy()).doesNotEndWith(".");
    assertThat(reason.advice().until()).doesNotEndWith(".");
  }

  static Stream<WaitReason> reasons() {
    return Arrays.stream(WaitReason.values());
  }

  private static boolean isFree(Blocker blocker) {
    return blocker instanceof Blocker.Held(Hold hold) && hold instanceof Hold.Other;
  }

  /** One of each record below a sealed type, with some value in each component. */
  private static Stream<Object> records(Class<?> sealed) {
    return Arrays.stream(sealed.getPermittedSubclasses())
        .flatMap(type -> type.isRecord() ? Stream.of(instance(type)) : records(type));
  }

  private static Object instance(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return type.getDeclaredConstructor(types)
          .newInstance(Arrays.stream(types).map(WaitReasonTest::value).toArray());
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("can't make a " + type.getSimpleName(), e);
    }
  }

  private static Object value(Class<?> type) {
    if (type == String.class) {
      return "something";
    }
    if (type == int.class) {
      return 2;
    }
    if (type == Instant.class) {
      return THEN;
    }
    if (type == Duration.class) {
      return Duration.ofHours(2);
    }
    if (type == Advice.class) {
      return new Advice("by itself", "wait");
    }
    if (type == RolloutIdentity.class) {
      return new RolloutIdentity("installation", "security", "office");
    }
    throw new AssertionError("no value of " + type);
  }
}
