package dev.tokenprotection.kubernetes.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.api.v1alpha1.LocalReference;
import dev.tokenprotection.api.v1alpha1.StageApproval;
import dev.tokenprotection.api.v1alpha1.StageApprovalSpec;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class BallotTest {
  @Test
  void whoever_approves_within_the_same_second_is_named_in_the_same_order() {
    StageApproval bob = approval("office-a", "bob@contoso.com");
    StageApproval ada = approval("office-b", "ada@contoso.com");

    assertThat(Ballot.of(List.of(bob, ada), "request").approvers())
        .containsExactly("ada@contoso.com", "bob@contoso.com");
  }

  private static StageApproval approval(String name, String approver) {
    StageApproval approval = new StageApproval();
    approval.setMetadata(
        new ObjectMetaBuilder()
            .withName(name)
            .withCreationTimestamp("2026-06-01T08:00:00Z")
            .build());
    approval.setSpec(
        new StageApprovalSpec(new LocalReference("office"), "request", approver, null));
    return approval;
  }
}
