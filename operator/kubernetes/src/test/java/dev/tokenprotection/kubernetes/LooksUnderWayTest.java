package dev.tokenprotection.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tokenprotection.api.v1alpha1.EntraTenant;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.kubernetes.apiserver.StalledServer;
import dev.tokenprotection.kubernetes.testing.RolloutBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

@Timeout(120)
class LooksUnderWayTest {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
  private final LooksUnderWay looks = new LooksUnderWay(nanos::get);
  private final TokenProtectionRollout rollout = RolloutBuilder.pilot(List.of()).build();
  private final EntraTenant tenant = tenant();

  @Test
  void a_look_of_the_longest_time_does_not_hang_and_a_longer_one_does() {
    looks.during(
        rollout,
        () -> {
          advance(LooksUnderWay.LONGEST);
          assertThat(looks.hanging()).isEmpty();

          advance(Duration.ofMinutes(5));
          assertThat(looks.hanging())
              .containsExactly(
                  "The look at the TokenProtectionRollout security/office has been under way for 65"
                      + " minutes and hangs; only a restart helps.");
          return "";
        });
  }

  @Test
  void a_look_that_ended_is_under_way_no_more() {
    String seen = looks.during(rollout, () -> "seen");
    advance(LooksUnderWay.LONGEST.multipliedBy(2));

    assertThat(seen).isEqualTo("seen");
    assertThat(looks.hanging()).isEmpty();
  }

  @Test
  void a_look_that_failed_is_under_way_no_more() {
    assertThatThrownBy(
            () ->
                looks.during(
                    rollout,
                    () -> {
                      throw new IllegalStateException("a defect");
                    }))
        .hasMessage("a defect");
    advance(LooksUnderWay.LONGEST.multipliedBy(2));

    assertThat(looks.hanging()).isEmpty();
  }

  @Test
  void each_look_has_its_own_time() {
    looks.during(
        rollout,
        () -> {
          advance(LooksUnderWay.LONGEST.minusMinutes(1));
          return looks.during(
              tenant,
              () -> {
                advance(Duration.ofMinutes(2));
                assertThat(looks.hanging()).singleElement().asString().contains("security/office");

                advance(LooksUnderWay.LONGEST);
                assertThat(looks.hanging())
                    .hasSize(2)
                    .first()
                    .asString()
                    .contains("the EntraTenant security/contoso");
                return "";
              });
        });
  }

  @Test
  void the_log_is_told_of_a_hanging_look_once() {
    Logger log = (Logger) LoggerFactory.getLogger(LooksUnderWay.class);
    ListAppender<ILoggingEvent> told = new ListAppender<>();
    told.start();
    log.addAppender(told);
    TokenProtectionRollout logged = RolloutBuilder.pilot(List.of()).build();
    logged.getMetadata().setName("logged-once");
    try {
      looks.during(
          logged,
          () -> {
            advance(LooksUnderWay.LONGEST.plusMinutes(1));
            looks.hanging();
            advance(Duration.ofMinutes(1));
            return looks.hanging();
          });
    } finally {
      log.detachAppender(told);
    }

    assertThat(told.list)
        .filteredOn(event -> event.getFormattedMessage().contains("security/logged-once"))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getLevel()).isEqualTo(Level.ERROR);
              assertThat(event.getFormattedMessage()).contains("61 minutes");
            });
  }

  @Test
  void a_look_that_waits_for_a_stalled_api_server_is_found() throws Exception {
    try (StalledServer server = new StalledServer()) {
      // Not by way of ApiServerConnection, which would end the call.
      KubernetesClient client = new KubernetesClientBuilder().withConfig(server.config()).build();
      CompletableFuture<TokenProtectionRollout> look =
          CompletableFuture.supplyAsync(
              () -> looks.during(rollout, () -> client.resource(rollout).get()),
              Thread::startVirtualThread);
      server.awaitBeginning();

      advance(LooksUnderWay.LONGEST.plusMinutes(1));

      assertThat(looks.hanging()).singleElement().asString().contains("security/office");
      server.hangUp();
      assertThat(look)
          .failsWithin(Duration.ofSeconds(60))
          .withThrowableThat()
          .withCauseInstanceOf(KubernetesClientException.class);
      assertThat(looks.hanging()).isEmpty();
      client.close();
    }
  }

  private void advance(Duration by) {
    nanos.addAndGet(by.toNanos());
  }

  private static EntraTenant tenant() {
    EntraTenant tenant = new EntraTenant();
    tenant.getMetadata().setNamespace("security");
    tenant.getMetadata().setName("contoso");
    return tenant;
  }
}
