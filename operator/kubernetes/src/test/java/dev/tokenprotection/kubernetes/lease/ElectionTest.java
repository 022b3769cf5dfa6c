package dev.tokenprotection.kubernetes.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.kubernetes.LeaderElection;
import dev.tokenprotection.kubernetes.testing.FakeApiServer;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("its leases run out by the clock of the machine")
class ElectionTest {
  /** Who waits for a lease to run out before it acts does so within the patience of a test. */
  private static final LeaderElection.On QUICK =
      lasting(Duration.ofSeconds(3), Duration.ofSeconds(2));

  /** Who waits for such a lease to run out loses the patience of a test. */
  private static final LeaderElection.On LONG =
      lasting(Duration.ofMinutes(10), Duration.ofMinutes(9));

  private final FakeApiServer api = new FakeApiServer();
  private final CountDownLatch leading = new CountDownLatch(1);
  private final CountDownLatch lost = new CountDownLatch(1);
  private final List<Election> elections = new ArrayList<>();

  @AfterEach
  void close() {
    elections.forEach(Election::close);
    api.close();
  }

  @Test
  void a_new_lease_is_taken_at_once() throws InterruptedException {
    Election election = stand(LONG);

    assertThat(happens(leading)).isTrue();
    assertThat(election.fence().check()).isInstanceOf(WriteFence.Standing.Clear.class);
  }

  @Test
  void a_lease_that_was_given_back_is_taken_at_once() throws InterruptedException {
    Election election = stand(LONG);
    assertThat(happens(leading)).isTrue();
    election.close();
    assertThat(lease().getSpec().getHolderIdentity()).isEmpty();
    assertThat(lost.getCount()).as("standing down is no loss").isEqualTo(1);

    CountDownLatch next = new CountDownLatch(1);
    try (Election other = new Election(api.client(), LONG, next::countDown, () -> {})) {
      other.start();

      assertThat(happens(next)).isTrue();
    }
  }

  @Test
  void a_lease_is_given_back_even_when_it_was_taken_only_just_now() throws InterruptedException {
    for (int round = 1; round <= 30; round++) {
      CountDownLatch taken = new CountDownLatch(1);
      try (Election brief = new Election(api.client(), LONG, taken::countDown, () -> {})) {
        brief.start();
        assertThat(happens(taken)).as("round %d", round).isTrue();
      }

      assertThat(lease().getSpec().getHolderIdentity()).as("round %d", round).isEmpty();
    }
  }

  @Test
  void who_takes_the_lease_from_somebody_waits_a_lease_and_a_request_before_acting()
      throws InterruptedException {
    holdBy("somebody", ZonedDateTime.now(ZoneOffset.UTC).minusMinutes(5));
    long begun = System.nanoTime();
    stand(QUICK);

    assertThat(happens(leading)).isTrue();

    Duration waited = Duration.ofNanos(System.nanoTime() - begun);
    assertThat(waited).isGreaterThanOrEqualTo(QUICK.leaseDuration().plus(QUICK.requestTime()));
  }

  @Test
  void a_lease_that_is_held_is_left_alone() throws InterruptedException {
    holdBy("somebody", ZonedDateTime.now(ZoneOffset.UTC).plusMinutes(5));
    Election election = stand(QUICK);

    assertThat(leading.await(1, TimeUnit.SECONDS)).isFalse();
    assertThat(election.fence().check()).isInstanceOf(WriteFence.Standing.Barred.class);
  }

  @Test
  void a_lease_that_somebody_else_takes_is_lost_and_nothing_is_written_any_more()
      throws InterruptedException {
    Election election = stand(QUICK);
    assertThat(happens(leading)).isTrue();

    holdBy("somebody", ZonedDateTime.now(ZoneOffset.UTC).plusMinutes(5));

    assertThat(election.fence().check()).isInstanceOf(WriteFence.Standing.Barred.class);
    assertThat(happens(lost)).isTrue();
  }

  private static LeaderElection.On lasting(Duration lease, Duration renewDeadline) {
    return new LeaderElection.On(
        "system", "tpr", lease, renewDeadline, Duration.ofMillis(200), Duration.ofMillis(500));
  }

  private Election stand(LeaderElection.On settings) {
    Election election = new Election(api.client(), settings, leading::countDown, lost::countDown);
    elections.add(election);
    election.start();
    return election;
  }

  /** With patience for a busy machine. */
  private static boolean happens(CountDownLatch latch) throws InterruptedException {
    return latch.await(2, TimeUnit.MINUTES);
  }

  private Lease lease() {
    return api.client().leases().inNamespace("system").withName("tpr").get();
  }

  private void holdBy(String holder, ZonedDateTime renewed) {
    Lease lease =
        new LeaseBuilder()
            .withNewMetadata()
            .withNamespace("system")
            .withName("tpr")
            .endMetadata()
            .withNewSpec()
            .withHolderIdentity(holder)
            .withLeaseDurationSeconds(3)
            .withAcquireTime(renewed)
            .withRenewTime(renewed)
            .withLeaseTransitions(1)
            .endSpec()
            .build();
    if (lease() == null) {
      api.client().resource(lease).create();
    } else {
      // Of no version, so that a renewal at the same time can't refuse it.
      api.client()
          .leases()
          .inNamespace("system")
          .withName("tpr")
          .patch(PatchContext.of(PatchType.JSON_MERGE), Serialization.asJson(lease));
    }
  }
}
