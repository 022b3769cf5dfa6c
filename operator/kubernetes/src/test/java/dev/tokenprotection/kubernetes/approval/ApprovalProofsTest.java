package dev.tokenprotection.kubernetes.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How often it is tried whether approvals can be forged. */
class ApprovalProofsTest {
  private final List<String> trials = new ArrayList<>();
  private long nanos;
  private ApprovalTrust answer = new ApprovalTrust.Proved();
  private final ApprovalProofs proofs =
      new ApprovalProofs(
          (namespace, rollout) -> {
            trials.add(namespace);
            return answer;
          },
          () -> nanos);

  @Test
  void a_proof_holds_for_all_rollouts_of_its_namespace_and_for_no_other() {
    proofs.of("security", "office", Set.of());
    proofs.of("security", "factory", Set.of());
    proofs.of("another", "office", Set.of());

    assertThat(trials).containsExactly("security", "another");
  }

  @Test
  void it_is_tried_anew_once_the_proof_is_a_few_minutes_old() {
    proofs.of("security", "office", Set.of());
    passes(Duration.ofSeconds(119));
    proofs.of("security", "office", Set.of());
    assertThat(trials).hasSize(1);

    passes(Duration.ofSeconds(1));
    proofs.of("security", "office", Set.of());

    assertThat(trials).hasSize(2);
  }

  @Test
  void it_is_tried_anew_before_an_approval_counts_for_the_first_time_and_not_again_for_it() {
    proofs.of("security", "office", Set.of());
    proofs.of("security", "office", Set.of("ada"));
    assertThat(trials).hasSize(2);

    proofs.of("security", "office", Set.of("ada"));
    assertThat(trials).hasSize(2);

    proofs.of("security", "factory", Set.of("bob"));
    proofs.of("security", "office", Set.of("ada"));
    assertThat(trials).as("each of two rollouts with an approval").hasSize(3);
  }

  @Test
  void what_was_not_proved_is_tried_again_within_a_minute() {
    answer = new ApprovalTrust.Unproved("503");
    proofs.of("security", "office", Set.of());
    answer = new ApprovalTrust.Proved();

    passes(ApprovalProofs.TRIED_AGAIN_AFTER.minusSeconds(1));
    assertThat(proofs.of("security", "office", Set.of()).isProved()).isFalse();
    passes(Duration.ofSeconds(1));

    assertThat(proofs.of("security", "office", Set.of()).isProved()).isTrue();
  }

  private void passes(Duration time) {
    nanos += time.toNanos();
  }
}
