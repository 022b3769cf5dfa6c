package dev.tokenprotection.kubernetes.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class RequestIdTest {
  private static final String ID = RequestId.of("uid-1", "7k2fbc", "stages", "v1:03");

  @Test
  void the_same_request_has_the_same_id_on_any_machine() {
    assertThat(ID).isEqualTo("4cf5b84f0861a47fd798");
  }

  @Test
  void rollout_attempt_stages_and_plan_each_make_another_request() {
    assertThat(
            Set.of(
                ID,
                RequestId.of("uid-2", "7k2fbc", "stages", "v1:03"),
                RequestId.of("uid-1", "7k2fbd", "stages", "v1:03"),
                RequestId.of("uid-1", "7k2fbc", "other stages", "v1:03"),
                RequestId.of("uid-1", "7k2fbc", "stages", "v1:04")))
        .hasSize(5);
  }
}
