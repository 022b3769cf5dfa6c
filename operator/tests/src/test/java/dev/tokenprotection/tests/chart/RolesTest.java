package dev.tokenprotection.tests.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenprotection.tests.testbed.ChartApiServer;
import dev.tokenprotection.tests.testbed.ChartRelease;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom the chart's roles let do what. */
class RolesTest {
  private static final String ROLLOUTS = "tokenprotection.dev/tokenprotectionrollouts";
  private static final String TENANTS = "tokenprotection.dev/entratenants";
  private static final String APPROVALS = "tokenprotection.dev/stageapprovals";
  private static final String ADA = "ada@contoso.com";
  private static final String[] READ = {"get", "list", "watch"};
  private static final String[] WRITE = {"create", "update", "patch", "delete", "deletecollection"};

  private final String namespace = ChartApiServer.newNamespace("people");
  private final People people = new People(namespace);

  @BeforeEach
  void a_tenant_and_a_rollout_are_there() {
    ChartRelease.shared();
    Samples.tenant(namespace, "contoso").create();
    Samples.rollout(namespace, "office").create();
  }

  @Test
  void a_viewer_reads() {
    assertThat(rightsOf("view")).isEqualTo(reading());
  }

  @Test
  void a_rollout_editor_writes_rollouts_and_no_tenant_and_has_no_verb_of_a_manual_action() {
    assertThat(rightsOf("edit")).isEqualTo(reading(each(ROLLOUTS, WRITE)));
  }

  @Test
  void a_tenant_administrator_writes_tenants_and_takes_manual_actions() {
    assertThat(rightsOf("tenant-admin"))
        .isEqualTo(
            reading(
                each(TENANTS, WRITE),
                each(TENANTS, "confirm-break-glass"),
                each(
                    ROLLOUTS, "patch", "skip", "retry", "rollback", "accept-stages", "take-over")));
  }

  @Test
  void an_approver_approves_and_writes_nothing_else() {
    assertThat(rightsOf("approver"))
        .isEqualTo(
            set(
                each(ROLLOUTS, READ),
                each(ROLLOUTS, "approve"),
                each(APPROVALS, READ),
                each(APPROVALS, "create")));
  }

  @Test
  void on_call_reads_everything_and_patches_and_neither_skips_nor_approves() {
    assertThat(rightsOf("on-call"))
        .isEqualTo(reading(each(ROLLOUTS, "patch", "retry", "rollback"), each(TENANTS, "patch")));
  }

  @Test
  void the_role_of_earlier_versions_for_manual_actions_still_works() {
    assertThat(rightsOf("hands"))
        .containsAll(
            each(ROLLOUTS, "patch", "skip", "retry", "rollback", "accept-stages", "take-over"));
  }

  @Test
  void the_built_in_roles_grow_by_view_and_edit_only() {
    assertThat(
            ChartApiServer.client().rbac().clusterRoles().list().getItems().stream()
                .filter(role -> role.getMetadata().getLabels() != null)
                .filter(
                    role ->
                        "token-protection-operator"
                            .equals(role.getMetadata().getLabels().get("app.kubernetes.io/name")))
                .filter(
                    role ->
                        role.getMetadata().getLabels().keySet().stream()
                            .anyMatch(label -> label.contains("/aggregate-to-")))
                .map(role -> role.getMetadata().getName()))
        .contains("token-protection-operator-view", "token-protection-operator-edit")
        .allMatch(name -> name.endsWith("-view") || name.endsWith("-edit"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"emergency-stop", "abort"})
  void on_call_stops_a_rollout(String action) {
    people.bindChartRole("on-call", People.user(ADA));

    assertThat(annotateRollout("tokenprotection.dev/" + action, "night-1"))
        .containsEntry("tokenprotection.dev/" + action, "night-1");
  }

  @Test
  void on_call_stops_every_rollout_of_a_tenant() {
    people.bindChartRole("on-call", People.user(ADA));

    assertThat(annotateTenant("tokenprotection.dev/emergency-stop", "night-1"))
        .containsEntry("tokenprotection.dev/emergency-stop", "night-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"retry", "rollback"})
  void on_call_takes_a_stage_back_or_tries_it_again(String action) {
    people.bindChartRole("on-call", People.user(ADA));

    assertThat(annotateRollout("tokenprotection.dev/" + action, ADA + "/night-1"))
        .containsEntry("tokenprotection.dev/" + action, ADA + "/night-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"skip", "accept-stages", "take-over"})
  void on_call_takes_no_action_that_goes_past_evidence_or_ownership(String action) {
    people.bindChartRole("on-call", People.user(ADA));

    assertThatThrownBy(() -> annotateRollout("tokenprotection.dev/" + action, ADA + "/night-1"))
        .hasMessageContaining("ada@contoso.com needs the verb " + action);
  }

  @Test
  void on_call_changes_no_spec() {
    people.bindChartRole("on-call", People.user(ADA));

    assertThatThrownBy(() -> patchRollout(RolesTest::paused))
        .hasMessageContaining(
            "ada@contoso.com needs the verb update on tokenprotectionrollouts office to change its spec");
    assertThatThrownBy(() -> patchTenant(RolesTest::frozen))
        .hasMessageContaining("ada@contoso.com needs the verb update on entratenants contoso");
  }

  @Test
  void on_call_does_not_confirm_fewer_emergency_access_accounts() {
    people.bindChartRole("on-call", People.user(ADA));

    assertThatThrownBy(() -> annotateTenant("tokenprotection.dev/confirm-break-glass", "v1:0b7e"))
        .hasMessageContaining(
            "ada@contoso.com needs the verb confirm-break-glass on the EntraTenant contoso");
  }

  @ParameterizedTest
  @CsvSource({"edit, office", "tenant-admin, contoso"})
  void who_may_write_a_resource_changes_its_spec(String role, String name) {
    people.bindChartRole(role, People.user(ADA));

    assertThatCode(
            () -> {
              if (name.equals("office")) {
                patchRollout(RolesTest::paused);
              } else {
                patchTenant(RolesTest::frozen);
              }
            })
        .doesNotThrowAnyException();
  }

  @Test
  void a_tenant_administrator_does_not_edit_rollouts() {
    people.bindChartRole("tenant-admin", People.user(ADA));

    assertThatThrownBy(() -> patchRollout(RolesTest::paused))
        .hasMessageContaining("needs the verb update on tokenprotectionrollouts office");
  }

  @Test
  void a_tenant_administrator_confirms_fewer_emergency_access_accounts() {
    people.bindChartRole("tenant-admin", People.user(ADA));

    assertThat(annotateTenant("tokenprotection.dev/confirm-break-glass", "v1:0b7e"))
        .containsEntry("tokenprotection.dev/confirm-break-glass", "v1:0b7e");
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1:0b7e", ""})
  void whoever_may_write_a_tenant_needs_the_verb_to_confirm_fewer_of_them(String value) {
    people.grant(People.user(ADA), "entratenants", new String[] {"get", "update", "patch"});

    assertThatThrownBy(() -> annotateTenant("tokenprotection.dev/confirm-break-glass", value))
        .hasMessageContaining("needs the verb confirm-break-glass");
  }

  @Test
  void a_confirmation_that_lies_there_is_no_bar_to_others_who_may_also_take_it_off() {
    people.grant(People.user(ADA), "entratenants", new String[] {"get", "update", "patch"});
    people.bindChartRole("tenant-admin", People.user("bob@contoso.com"));
    patch(
        "bob@contoso.com",
        Samples.tenant(namespace, "contoso"),
        annotated("tokenprotection.dev/confirm-break-glass", "v1:0b7e"));

    assertThat(annotateTenant("note", "hello"))
        .containsEntry("tokenprotection.dev/confirm-break-glass", "v1:0b7e")
        .containsEntry("note", "hello");
    assertThat(patchTenant(RolesTest::bare)).isNullOrEmpty();
  }

  @Test
  void on_call_reads_the_operator_itself_where_it_runs() {
    assertThat(
            ChartApiServer.client()
                .rbac()
                .roles()
                .inNamespace(ChartRelease.shared().namespace())
                .withName("token-protection-operator-on-call")
                .get()
                .getRules())
        .allSatisfy(rule -> assertThat(rule.getVerbs()).containsExactlyInAnyOrder(READ))
        .flatExtracting(rule -> rule.getResources())
        .contains("pods", "pods/log", "leases");
  }

  private Map<String, String> annotateRollout(String key, String value) {
    return patchRollout(annotated(key, value));
  }

  private Map<String, String> annotateTenant(String key, String value) {
    return patchTenant(annotated(key, value));
  }

  /** As {@code kubectl annotate} and {@code kubectl patch} do: with the verb patch. */
  private Map<String, String> patchRollout(UnaryOperator<GenericKubernetesResource> change) {
    return patch(ADA, Samples.rollout(namespace, "office"), change);
  }

  private Map<String, String> patchTenant(UnaryOperator<GenericKubernetesResource> change) {
    return patch(ADA, Samples.tenant(namespace, "contoso"), change);
  }

  private static Map<String, String> patch(
      String user, Samples.Sample sample, UnaryOperator<GenericKubernetesResource> change) {
    GenericKubernetesResource present = sample.resource().get();
    try (KubernetesClient client = ChartApiServer.get().clientAs(user)) {
      return client.resource(present).edit(change).getMetadata().getAnnotations();
    }
  }

  private static UnaryOperator<GenericKubernetesResource> annotated(String key, String value) {
    return resource -> {
      Map<String, String> annotations = new HashMap<>();
      if (resource.getMetadata().getAnnotations() != null) {
        annotations.putAll(resource.getMetadata().getAnnotations());
      }
      annotations.put(key, value);
      annotations.put("tokenprotection.dev/reason", "agreed");
      resource.getMetadata().setAnnotations(annotations);
      return resource;
    };
  }

  private static GenericKubernetesResource bare(GenericKubernetesResource resource) {
    resource.getMetadata().setAnnotations(null);
    return resource;
  }

  private static GenericKubernetesResource paused(GenericKubernetesResource rollout) {
    return withSpec(rollout, "paused", true);
  }

  private static GenericKubernetesResource frozen(GenericKubernetesResource tenant) {
    return withSpec(tenant, "freeze", Map.of("reason", "quarter end"));
  }

  private static GenericKubernetesResource withSpec(
      GenericKubernetesResource resource, String field, Object value) {
    Map<String, Object> spec = new HashMap<>(resource.get("spec"));
    spec.put(field, value);
    resource.setAdditionalProperty("spec", spec);
    return resource;
  }

  private Set<String> rightsOf(String role) {
    String user = role + "@contoso.com";
    people.bindChartRole(role, People.user(user));
    try (KubernetesClient person = ChartApiServer.get().clientAs(user);
        KubernetesClient anybody = ChartApiServer.get().clientAs("anybody")) {
      return Rights.of(person, namespace).beyond(Rights.of(anybody, namespace));
    }
  }

  @SafeVarargs
  private static Set<String> reading(Set<String>... more) {
    Set<String> all = set(more);
    all.addAll(
        set(
            each(ROLLOUTS, READ),
            each(TENANTS, READ),
            each(APPROVALS, READ),
            each("/events", READ)));
    return all;
  }

  @SafeVarargs
  private static Set<String> set(Set<String>... parts) {
    Set<String> all = new TreeSet<>();
    for (Set<String> part : parts) {
      all.addAll(part);
    }
    return all;
  }

  private static Set<String> each(String resource, String... verbs) {
    Set<String> rights = new TreeSet<>();
    for (String verb : verbs) {
      rights.add(verb + " " + resource);
    }
    return rights;
  }
}
