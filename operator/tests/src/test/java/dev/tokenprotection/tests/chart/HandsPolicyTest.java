package dev.tokenprotection.tests.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenprotection.tests.testbed.ChartApiServer;
import dev.tokenprotection.tests.testbed.ChartRelease;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may lay which hand on a rollout. */
class HandsPolicyTest {
  private static final String ADA = "ada@contoso.com";
  private static final String REASON = "tokenprotection.dev/reason";
  private static final String[] EDIT = {"get", "update", "patch"};

  private final String namespace = ChartApiServer.newNamespace("hands");
  private final People people = new People(namespace);

  @BeforeEach
  void a_rollout_is_there() {
    ChartRelease.shared();
    Samples.rollout(namespace, "office").create();
  }

  @ParameterizedTest
  @ValueSource(strings = {"skip", "retry", "rollback", "accept-stages", "take-over"})
  void an_editor_without_the_verb_lays_no_hand(String hand) {
    people.bindChartRole("edit", People.user(ADA));

    assertThatThrownBy(() -> annotate(ADA, hand, ADA + "/1"))
        .hasMessageContaining(
            "ada@contoso.com needs the verb " + hand + " on the TokenProtectionRollout office");
  }

  @ParameterizedTest
  @ValueSource(strings = {"skip", "retry", "rollback", "accept-stages", "take-over"})
  void an_empty_hand_takes_the_verb_like_any_other(String hand) {
    people.bindChartRole("edit", People.user(ADA));

    assertThatThrownBy(() -> annotate(ADA, hand, ""))
        .hasMessageContaining(
            "ada@contoso.com needs the verb " + hand + " on the TokenProtectionRollout office");
  }

  @ParameterizedTest
  @ValueSource(strings = {"skip", "retry", "rollback"})
  void who_has_the_verb_lays_no_hand_without_a_name(String hand) {
    people.bindChartRole("hands", People.user(ADA));

    assertThatThrownBy(() -> annotate(ADA, hand, ""))
        .hasMessageContaining(
            "the value of tokenprotection.dev/" + hand + " must be ada@contoso.com/");
  }

  @Test
  void to_empty_a_hand_takes_the_same_as_to_lay_one() {
    people.bindChartRole("hands", People.user(ADA));
    people.bindChartRole("edit", People.user("bob@contoso.com"));
    annotate(ADA, "retry", ADA + "/1");

    assertThatThrownBy(() -> annotate("bob@contoso.com", "retry", ""))
        .hasMessageContaining("bob@contoso.com needs the verb retry");
  }

  @Test
  void an_empty_hand_that_lies_there_already_is_no_bar_to_other_editors() {
    GenericKubernetesResource old = Samples.rollout(namespace, "old").resource().item();
    old.getMetadata().setAnnotations(Map.of("tokenprotection.dev/skip", ""));
    ChartApiServer.client().resource(old).create();
    people.bindChartRole("edit", People.user("bob@contoso.com"));

    try (KubernetesClient client = ChartApiServer.get().clientAs("bob@contoso.com")) {
      GenericKubernetesResource rollout = Samples.rollout(namespace, "old").resource().get();
      rollout.getMetadata().setAnnotations(Map.of("tokenprotection.dev/skip", "", "note", "hello"));
      assertThat(client.resource(rollout).update().getMetadata().getAnnotations())
          .containsEntry("note", "hello");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"abort", "emergency-stop", "reconcile", "resume"})
  void every_editor_may_stop(String hand) {
    people.bindChartRole("edit", People.user(ADA));

    assertThat(annotate(ADA, hand, "now").getMetadata().getAnnotations())
        .containsEntry("tokenprotection.dev/" + hand, "now");
  }

  @ParameterizedTest
  @ValueSource(strings = {"skip", "retry", "rollback"})
  void who_has_the_verb_lays_the_hand_in_the_own_name(String hand) {
    people.bindChartRole("hands", People.user(ADA));

    assertThat(annotate(ADA, hand, ADA + "/2026-11-24").getMetadata().getAnnotations())
        .containsEntry("tokenprotection.dev/" + hand, "ada@contoso.com/2026-11-24");
  }

  @Test
  void who_has_the_verb_accepts_stages_and_takes_over_by_values_that_name_nobody() {
    people.bindChartRole("hands", People.user(ADA));

    assertThat(annotate(ADA, "accept-stages", "v1:0b7e")).isNotNull();
    assertThat(annotate(ADA, "take-over", "9f3e")).isNotNull();
  }

  @Test
  void to_create_a_rollout_that_takes_over_takes_the_verb_too() {
    people.grant(
        People.user(ADA), "tokenprotectionrollouts", new String[] {"get", "create", "update"});
    GenericKubernetesResource created = Samples.rollout(namespace, "created").resource().item();
    created.getMetadata().setAnnotations(Map.of("tokenprotection.dev/take-over", "9f3e"));

    try (KubernetesClient client = ChartApiServer.get().clientAs(ADA)) {
      assertThatThrownBy(() -> client.resource(created).create())
          .hasMessageContaining("needs the verb take-over on the TokenProtectionRollout created");
      people.grant(
          People.user(ADA), "tokenprotectionrollouts", new String[] {"take-over"}, "created");
      assertThat(client.resource(created).create()).isNotNull();
    }
  }

  @Test
  void one_verb_is_not_another() {
    people.grant(People.user(ADA), "tokenprotectionrollouts", EDIT);
    people.grant(People.user(ADA), "tokenprotectionrollouts", new String[] {"retry"}, "office");

    assertThat(annotate(ADA, "retry", ADA + "/1")).isNotNull();
    assertThatThrownBy(() -> annotate(ADA, "rollback", ADA + "/1"))
        .hasMessageContaining("needs the verb rollback");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "bob@contoso.com/1",
        "ada@contoso.com",
        "ada@contoso.com/",
        "ada@contoso.com/a/b",
        "ada@contoso.com/two words",
        "ada@contoso.com.evil/1",
        " ada@contoso.com/1"
      })
  void a_token_that_does_not_begin_with_the_callers_name_is_refused(String token) {
    people.bindChartRole("hands", People.user(ADA));

    assertThatThrownBy(() -> annotate(ADA, "retry", token))
        .hasMessageContaining("the value of tokenprotection.dev/retry must be ada@contoso.com/");
  }

  @Test
  void no_user_name_is_too_odd_and_none_can_pass_for_a_longer_one() {
    String odd = "oidc:https://login.contoso.com/tenant#ada@contoso.com";
    String shorter = "oidc:https:";
    people.bindChartRole("hands", People.user(odd));
    people.bindChartRole("hands", People.user(shorter));

    assertThat(annotate(odd, "retry", odd + "/1")).isNotNull();
    assertThatThrownBy(() -> annotate(shorter, "retry", odd + "/2"))
        .hasMessageContaining("must be oidc:https:/");
  }

  @Test
  void a_skip_needs_a_reason() {
    people.bindChartRole("hands", People.user(ADA));

    assertThatThrownBy(
            () -> update(ADA, Map.of("tokenprotection.dev/skip", ADA + "/1", REASON, "  ")))
        .hasMessageContaining("tokenprotection.dev/skip needs a reason");
  }

  @Test
  void a_hand_that_lies_there_is_no_bar_to_other_editors_who_may_also_take_it_off() {
    people.bindChartRole("hands", People.user(ADA));
    people.bindChartRole("edit", People.user("bob@contoso.com"));
    annotate(ADA, "skip", ADA + "/1");

    GenericKubernetesResource edited =
        update(
            "bob@contoso.com",
            Map.of("tokenprotection.dev/skip", ADA + "/1", REASON, "agreed", "note", "hello"));
    GenericKubernetesResource cleared = update("bob@contoso.com", Map.of());

    assertThat(edited.getMetadata().getAnnotations()).containsEntry("note", "hello");
    assertThat(cleared.getMetadata().getAnnotations()).isNullOrEmpty();
  }

  @Test
  void to_change_a_hand_takes_the_same_as_to_lay_one() {
    people.bindChartRole("hands", People.user(ADA));
    people.bindChartRole("edit", People.user("bob@contoso.com"));
    annotate(ADA, "retry", ADA + "/1");

    assertThatThrownBy(() -> annotate("bob@contoso.com", "retry", ADA + "/2"))
        .hasMessageContaining("bob@contoso.com needs the verb retry");
  }

  @Test
  void a_restore_brings_tokens_back_which_the_operator_does_not_act_on() {
    GenericKubernetesResource restored = Samples.rollout(namespace, "restored").resource().item();
    restored.getMetadata().setAnnotations(Map.of("tokenprotection.dev/skip", ADA + "/1"));

    assertThat(ChartApiServer.client().resource(restored).create()).isNotNull();
  }

  private GenericKubernetesResource annotate(String caller, String hand, String token) {
    return update(caller, Map.of("tokenprotection.dev/" + hand, token, REASON, "agreed"));
  }

  /** Replaces all annotations. */
  private GenericKubernetesResource update(String caller, Map<String, String> annotations) {
    GenericKubernetesResource rollout = Samples.rollout(namespace, "office").resource().get();
    rollout.getMetadata().setAnnotations(new HashMap<>(annotations));
    try (KubernetesClient client = ChartApiServer.get().clientAs(caller)) {
      return client.resource(rollout).update();
    }
  }
}
