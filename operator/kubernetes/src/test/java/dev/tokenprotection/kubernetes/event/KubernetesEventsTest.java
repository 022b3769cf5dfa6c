package dev.tokenprotection.kubernetes.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.kubernetes.testing.FakeApiServer;
import dev.tokenprotection.kubernetes.testing.RolloutBuilder;
import io.fabric8.kubernetes.api.model.Event;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KubernetesEventsTest {
  private static final Instant NOON = Instant.parse("2026-11-02T12:00:00.987Z");

  private final FakeApiServer api = new FakeApiServer();
  private Instant now = NOON;
  private final KubernetesEvents events = new KubernetesEvents(api.client(), () -> now);
  private final TokenProtectionRollout rollout =
      RolloutBuilder.pilot(List.of("ada@contoso.com")).build();

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void an_event_names_its_resource_its_reason_and_its_moment() {
    events.record(rollout, EventReason.PROMOTED, "Promoted to enforce.");

    Event event = only();
    assertThat(event.getInvolvedObject().getKind()).isEqualTo("TokenProtectionRollout");
    assertThat(event.getInvolvedObject().getName()).isEqualTo("office");
    assertThat(event.getInvolvedObject().getNamespace()).isEqualTo("security");
    assertThat(event.getInvolvedObject().getUid()).isEqualTo("uid-office");
    assertThat(event.getType()).isEqualTo("Normal");
    assertThat(event.getReason()).isEqualTo("Promoted");
    assertThat(event.getMessage()).isEqualTo("Promoted to enforce.");
    assertThat(event.getFirstTimestamp()).isEqualTo("2026-11-02T12:00:00Z");
    assertThat(event.getCount()).isEqualTo(1);
  }

  @Test
  void the_same_thing_told_again_is_counted_and_not_told_twice() {
    events.record(rollout, EventReason.STALLED, "The tenant is gone.");
    events.record(rollout, EventReason.STALLED, "The tenant is gone.");
    now = NOON.plusSeconds(60);
    new KubernetesEvents(api.client(), () -> now)
        .record(rollout, EventReason.STALLED, "The tenant is gone.");

    assertThat(only().getCount()).isEqualTo(3);
    assertThat(only().getFirstTimestamp()).isEqualTo("2026-11-02T12:00:00Z");
    assertThat(only().getLastTimestamp()).isEqualTo("2026-11-02T12:01:00Z");
  }

  @Test
  void what_differs_in_resource_reason_or_words_is_another_event() {
    events.record(rollout, EventReason.STALLED, "The tenant is gone.");
    events.record(rollout, EventReason.STALLED, "The group is gone.");
    events.record(rollout, EventReason.RECOVERED, "The tenant is gone.");
    TokenProtectionRollout another = RolloutBuilder.pilot(List.of("ada@contoso.com")).build();
    another.getMetadata().setUid("uid-another");
    events.record(another, EventReason.STALLED, "The tenant is gone.");

    assertThat(all()).hasSize(4);
  }

  @Test
  void what_is_too_long_for_the_api_server_is_cut() {
    TokenProtectionRollout longNamed = RolloutBuilder.pilot(List.of("ada@contoso.com")).build();
    longNamed.getMetadata().setName("a".repeat(199) + "-" + "b".repeat(53));

    events.record(longNamed, EventReason.STALLED, "x".repeat(2000));

    assertThat(only().getMessage()).hasSize(1024).endsWith("…");
    assertThat(only().getMetadata().getName())
        .hasSizeLessThanOrEqualTo(253)
        .matches("[a-z0-9]([-a-z0-9.]*[a-z0-9])?")
        .startsWith("a".repeat(199) + ".");
  }

  @Test
  void an_event_that_can_t_be_written_fails_nothing() {
    api.failOn(line -> line.startsWith("POST ") && line.contains("/events"));

    events.record(rollout, EventReason.STALLED, "The tenant is gone.");

    assertThat(all()).isEmpty();
  }

  private Event only() {
    assertThat(all()).hasSize(1);
    return all().getFirst();
  }

  private List<Event> all() {
    return api.client().v1().events().inNamespace("security").list().getItems();
  }
}
