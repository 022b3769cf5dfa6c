package dev.tokenprotection.kubernetes.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.api.v1alpha1.Condition;
import dev.tokenprotection.api.v1alpha1.EntraTenant;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.kubernetes.DecisionMetrics;
import dev.tokenprotection.kubernetes.DecisionMetrics.ReconcileResult;
import dev.tokenprotection.kubernetes.condition.ConditionType;
import dev.tokenprotection.kubernetes.status.StatusWriter;
import dev.tokenprotection.kubernetes.tenant.TenantReconciliation.Looked;
import dev.tokenprotection.kubernetes.tenant.TenantReconciliation.News;
import dev.tokenprotection.kubernetes.testing.FakeApiServer;
import dev.tokenprotection.kubernetes.testing.InMemoryTenant;
import dev.tokenprotection.kubernetes.testing.ManualTime;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TenantReconciliationTest {
  private static final Duration RESYNC = Duration.ofMinutes(10);
  private static final ResourceID CONTOSO = new ResourceID("contoso", "security");

  private final ManualTime time = new ManualTime(Instant.parse("2026-11-02T12:00:00Z"));
  private final InMemoryTenant tenant = new InMemoryTenant(time);
  private final FakeApiServer api = new FakeApiServer();
  private final TenantRegistry registry = new TenantRegistry();
  private final List<String> events = new ArrayList<>();
  private TenantUse.Standing use = new TenantUse.Standing.NotKnownYet();
  private final HeldConnections connections = new HeldConnections(any -> new Outcome.Ok<>(tenant));
  private final TenantReconciliation reconciliation =
      new TenantReconciliation(
          new TenantExaminer(
              new TenantConnections(
                  connections,
                  new EndpointAllowList(Set.of()),
                  new SecretReader(api.client()),
                  new ServiceAccountTokens(api.client()))),
          new SharedTenants(time, Runnable::run, id -> {}, id -> {}, DecisionMetrics.NONE),
          connections,
          registry,
          new StatusWriter(api.client()),
          new TenantEvents((resource, reason, message) -> events.add(reason.apiName())),
          any -> use,
          time,
          RESYNC);

  @BeforeEach
  void create() {
    UserId one = tenant.addUser("bg1@contoso.com");
    UserId other = tenant.addUser("bg2@contoso.com");
    api.client().resource(entraTenant("contoso", one, other)).create();
    api.client()
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withNamespace("security")
                .withName("entra")
                .endMetadata()
                .addToData("clientSecret", "c2VjcmV0")
                .build())
        .create();
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void a_tenant_that_answers_is_usable_and_looked_at_again_at_the_resync() {
    Looked looked = look();

    assertThat(looked).isEqualTo(new Looked(ReconcileResult.SETTLED, News.CHANGED, RESYNC));
    assertThat(registry.view(CONTOSO)).isInstanceOf(TenantView.Usable.class);
    assertThat(status("Ready")).isEqualTo("True");
    assertThat(events).containsExactly("TenantConnected");
  }

  @Test
  void a_look_that_finds_nothing_new_writes_nothing_and_wakes_nobody() {
    look();
    api.forgetRequests();
    events.clear();
    time.advance(RESYNC);

    assertThat(look().news()).isEqualTo(News.SAME_AS_BEFORE);

    assertThat(api.writes()).isEmpty();
    assertThat(events).isEmpty();
  }

  @Test
  void a_tenant_that_never_answered_is_unusable() {
    answerWith(new Outcome.Retryable<>(problem(Problem.Cause.UNREACHABLE)));

    Looked looked = look();

    assertThat(looked.result()).isEqualTo(ReconcileResult.RETRYING);
    assertThat(registry.view(CONTOSO)).isInstanceOf(TenantView.Unusable.class);
    assertThat(registry.view(CONTOSO).anyConnection()).isEmpty();
    assertThat(status("Ready")).isEqualTo("False");
    assertThat(status("Licensed")).isEqualTo("Unknown");
    assertThat(status("Reconciling")).isEqualTo("True");
  }

  @Test
  void a_tenant_that_answers_no_more_keeps_its_last_connection_for_a_stop() {
    look();
    answerWith(new Outcome.Terminal<>(problem(Problem.Cause.SECRET_EXPIRED)));

    Looked looked = look();

    assertThat(looked.result()).isEqualTo(ReconcileResult.STALLED);
    assertThat(looked.news()).isEqualTo(News.CHANGED);
    assertThat(registry.view(CONTOSO)).isInstanceOf(TenantView.Lost.class);
    assertThat(registry.view(CONTOSO).anyConnection()).isPresent();
    assertThat(status("Stalled")).isEqualTo("True");
    assertThat(events).containsExactly("TenantConnected", "TenantFailed");
  }

  @Test
  void failures_that_may_pass_are_tried_again_later_each_time_and_at_once_after_a_success() {
    answerWith(new Outcome.Retryable<>(problem(Problem.Cause.UNREACHABLE)));
    Duration first = look().again();
    Duration second = look().again();
    assertThat(second).isGreaterThan(first);

    tenant.noFaults();
    look();
    answerWith(new Outcome.Retryable<>(problem(Problem.Cause.UNREACHABLE)));

    assertThat(look().again()).isEqualTo(first);
  }

  @Test
  void a_status_that_was_changed_meanwhile_is_decided_anew_at_once() {
    api.conflictOn(line -> line.startsWith("PUT ") && line.contains("/status"));

    Looked looked = look();

    assertThat(looked.result()).isEqualTo(ReconcileResult.CONFLICT);
    assertThat(looked.again()).isLessThan(Duration.ofSeconds(1));
    assertThat(events).isEmpty();
  }

  @Test
  void of_two_that_name_the_same_tenant_the_later_stalls() {
    EntraTenant first = current("contoso");
    EntraTenant second =
        entraTenant("second", tenant.addUser("bg3@contoso.com"), tenant.addUser("bg4@contoso.com"));
    second.getMetadata().setCreationTimestamp("2026-11-02T08:00:01Z");
    api.client().resource(second).create();

    reconciliation.look(current("second"), Stream.of(first, current("second")));

    assertThat(condition("second", "Ready").reason()).isEqualTo("TenantClaimed");
    assertThat(condition("second", "Ready").message()).contains("security/contoso");
  }

  @Test
  void what_is_gone_is_forgotten() {
    look();

    reconciliation.forget(CONTOSO);

    assertThat(registry.view(CONTOSO)).isInstanceOf(TenantView.NotSeenYet.class);
  }

  @Test
  void whether_rollouts_use_it_stays_as_it_was_until_they_have_been_listed() {
    look();
    assertThat(status("InUse")).isEqualTo("Unknown");
    use = new TenantUse.Standing.UsedBy(List.of("office", "all"));
    look();
    assertThat(status("InUse")).isEqualTo("True");
    assertThat(condition("contoso", "InUse").message())
        .startsWith("In use by the rollouts all, office: delete what uses it first");

    use = new TenantUse.Standing.NotKnownYet();
    look();
    assertThat(status("InUse")).isEqualTo("True");

    use = new TenantUse.Standing.UsedBy(List.of());
    look();
    assertThat(status("InUse")).isEqualTo("False");
  }

  @Test
  void however_many_rollouts_use_it_the_message_stays_short() {
    use =
        new TenantUse.Standing.UsedBy(
            IntStream.range(0, 1000).mapToObj("rollout-%03d"::formatted).toList());

    look();

    assertThat(condition("contoso", "InUse").message())
        .contains("rollout-009 and 990 more")
        .doesNotContain("rollout-010");
  }

  @Test
  void an_emergency_stop_is_told_once_whether_the_tenant_answers_or_not() {
    answerWith(new Outcome.Retryable<>(problem(Problem.Cause.UNREACHABLE)));
    EntraTenant stopped = current("contoso");
    stopped.getMetadata().setAnnotations(Map.of("tokenprotection.dev/emergency-stop", "ada-1"));
    api.client().resource(stopped).update();

    look();
    look();

    assertThat(current("contoso").getStatus().emergency().by()).isEqualTo("ada-1");
    assertThat(events).containsExactly("EmergencyStopped", "TenantFailed");
  }

  private void answerWith(Outcome<?> failure) {
    tenant.failBefore(
        request -> request.equals("get token") ? Optional.of(failure) : Optional.empty());
  }

  private Looked look() {
    EntraTenant resource = current("contoso");
    return reconciliation.look(resource, Stream.of(resource));
  }

  private String status(String type) {
    return condition("contoso", type).status();
  }

  private Condition condition(String name, String type) {
    assertThat(ConditionType.values()).extracting(ConditionType::apiName).contains(type);
    return current(name).getStatus().conditions().stream()
        .filter(condition -> condition.type().equals(type))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no condition " + type));
  }

  private EntraTenant current(String name) {
    return Optional.ofNullable(
            api.client().resources(EntraTenant.class).inNamespace("security").withName(name).get())
        .orElseThrow();
  }

  private static Problem problem(Problem.Cause cause) {
    return Problem.withoutEffect(cause, "get a token", "an answer", "Do something.");
  }

  private static EntraTenant entraTenant(String name, UserId one, UserId other) {
    return Serialization.unmarshal(
        """
        apiVersion: tokenprotection.dev/v1alpha1
        kind: EntraTenant
        metadata:
          name: %s
          namespace: security
          uid: uid-%s
          generation: 1
          creationTimestamp: "2026-11-02T08:00:00Z"
        spec:
          tenantId: aaaaaaaa-0000-4000-8000-000000000001
          clientId: bbbbbbbb-0000-4000-8000-000000000001
          credential: {type: ClientSecret, clientSecret: {secretRef: {name: entra}}}
          breakGlass: {users: [%s, %s]}
        """
            .formatted(name, name, one, other),
        EntraTenant.class);
  }
}
