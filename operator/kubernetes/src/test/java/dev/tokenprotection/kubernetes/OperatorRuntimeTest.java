package dev.tokenprotection.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenprotection.api.v1alpha1.ApprovalRequest;
import dev.tokenprotection.api.v1alpha1.Condition;
import dev.tokenprotection.api.v1alpha1.EntraTenant;
import dev.tokenprotection.api.v1alpha1.StageApproval;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.kubernetes.OperatorHealth.Liveness;
import dev.tokenprotection.kubernetes.OperatorHealth.Readiness;
import dev.tokenprotection.kubernetes.schedule.MachineTime;
import dev.tokenprotection.kubernetes.testing.FakeApiServer;
import dev.tokenprotection.kubernetes.testing.InMemoryTenant;
import dev.tokenprotection.kubernetes.testing.RolloutBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The reconcilers on the framework, woken as in a cluster. */
class OperatorRuntimeTest {
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

  private final MachineTime time = new MachineTime();
  private final InMemoryTenant tenant = new InMemoryTenant(time);
  private final FakeApiServer api = new FakeApiServer();
  private final Looks looks = new Looks();
  private final AtomicLong nanos = new AtomicLong();
  private final CountDownLatch connectingBegun = new CountDownLatch(1);
  private volatile CountDownLatch connecting = new CountDownLatch(0);
  private final OperatorRuntime runtime =
      OperatorRuntime.builder()
          .client(api.client())
          .connector(
              connection -> {
                awaitConnecting();
                return new Outcome.Ok<>(tenant);
              })
          .time(time)
          .metrics(looks)
          .nanos(nanos::get)
          .build();

  @AfterEach
  void close() {
    connecting.countDown();
    runtime.close();
    api.close();
  }

  @Test
  void a_rollout_is_carried_out_from_the_moment_its_tenant_is_there() throws Exception {
    createNamespace();
    runtime.start();
    assertThat(runtime.health())
        .isEqualTo(new OperatorHealth(Liveness.LIVE, Readiness.READY, List.of()));

    tenant.addUser("ada@contoso.com");
    api.client().resource(RolloutBuilder.pilot(List.of("ada@contoso.com")).build()).create();
    looks.await(DecisionMetrics.ResourceKind.TOKEN_PROTECTION_ROLLOUT);
    api.client().resource(entraTenant()).create();
    looks.await(DecisionMetrics.ResourceKind.ENTRA_TENANT);
    // The Secret comes last and is noticed at once: nothing else wakes the tenant for a minute.
    createSecret();

    looks.awaitPhase(DecisionMetrics.RolloutPhase.SOAKING);

    assertThat(tenant.policiesNow()).hasSize(2);
    assertThat(rollout().getMetadata().getFinalizers()).isEmpty();
  }

  @Test
  void an_annotation_alone_wakes_the_rollout() throws Exception {
    createNamespace();
    createSecret();
    tenant.addUser("ada@contoso.com");
    api.client().resource(entraTenant()).create();
    api.client().resource(RolloutBuilder.pilot(List.of("ada@contoso.com")).build()).create();
    runtime.start();
    looks.awaitPhase(DecisionMetrics.RolloutPhase.SOAKING);

    stop(api.client().resource(rollout()));

    looks.awaitPhase(DecisionMetrics.RolloutPhase.STOPPED);
  }

  @Test
  void an_annotation_of_the_tenant_stops_its_rollouts_while_a_look_at_the_tenant_is_under_way()
      throws Exception {
    createNamespace();
    createSecret();
    tenant.addUser("ada@contoso.com");
    api.client().resource(entraTenant()).create();
    api.client().resource(RolloutBuilder.pilot(List.of("ada@contoso.com")).build()).create();
    runtime.start();
    looks.awaitPhase(DecisionMetrics.RolloutPhase.SOAKING);
    connecting = new CountDownLatch(1);

    stop(api.client().resource(currentTenant()));

    looks.awaitPhase(DecisionMetrics.RolloutPhase.STOPPED);
  }

  @Test
  void a_tenant_tells_whether_rollouts_use_it() throws Exception {
    createNamespace();
    createSecret();
    tenant.addUser("ada@contoso.com");
    api.client().resource(entraTenant()).create();
    runtime.start();
    awaitInUse("False");

    api.client().resource(RolloutBuilder.pilot(List.of("ada@contoso.com")).build()).create();
    awaitInUse("True");
    assertThat(inUse().message()).contains("the rollout office");

    api.client().resource(rollout()).delete();
    awaitInUse("False");
  }

  @Test
  void a_look_that_hangs_makes_the_operator_dead_until_it_ends() throws Exception {
    createNamespace();
    createSecret();
    connecting = new CountDownLatch(1);
    api.client().resource(entraTenant()).create();
    runtime.start();
    connectingBegun.await();
    assertThat(runtime.health().liveness()).isEqualTo(Liveness.LIVE);

    nanos.addAndGet(LooksUnderWay.LONGEST.plusMinutes(1).toNanos());

    assertThat(runtime.health())
        .isEqualTo(
            new OperatorHealth(
                Liveness.DEAD,
                Readiness.NOT_READY,
                List.of(
                    "The look at the EntraTenant security/contoso has been under way for 61"
                        + " minutes and hangs; only a restart helps.")));

    connecting.countDown();
    looks.await(DecisionMetrics.ResourceKind.ENTRA_TENANT);
    // The next look at it is begun when this one has ended.
    stop(api.client().resource(currentTenant()));
    looks.await(DecisionMetrics.ResourceKind.ENTRA_TENANT);
    assertThat(runtime.health().liveness()).isEqualTo(Liveness.LIVE);
  }

  @Test
  void an_approval_wakes_its_rollout() throws Exception {
    createNamespace();
    createSecret();
    tenant.addUser("ada@contoso.com");
    api.client().resource(entraTenant()).create();
    api.client()
        .resource(
            RolloutBuilder.pilot(List.of("ada@contoso.com"))
                .gate("{approval: {minApprovals: 2}}")
                .build())
        .create();
    runtime.start();
    awaitRequest(request -> request.approved() == 0);

    api.client().resource(approval(rollout().getStatus().approvalRequest().id())).create();

    awaitRequest(request -> request.approved() == 1);
  }

  private void awaitRequest(Predicate<ApprovalRequest> wanted) throws InterruptedException {
    while (rollout().getStatus() == null
        || rollout().getStatus().approvalRequest() == null
        || !wanted.test(rollout().getStatus().approvalRequest())) {
      looks.await(DecisionMetrics.ResourceKind.TOKEN_PROTECTION_ROLLOUT);
    }
  }

  private static StageApproval approval(String requestId) {
    return Serialization.unmarshal(
        """
        apiVersion: tokenprotection.dev/v1alpha1
        kind: StageApproval
        metadata: {name: first, namespace: security, uid: uid-yes, generation: 1}
        spec: {rolloutRef: {name: office}, requestId: "%s", approver: ada@contoso.com}
        """
            .formatted(requestId),
        StageApproval.class);
  }

  /** Annotates as {@code kubectl annotate} does: whatever the operator writes meanwhile. */
  private static void stop(Resource<?> resource) {
    resource.patch(
        PatchContext.of(PatchType.JSON_MERGE),
        Serialization.asJson(
            Map.of(
                "metadata",
                Map.of("annotations", Map.of("tokenprotection.dev/emergency-stop", "ada-1")))));
  }

  private void awaitInUse(String status) throws InterruptedException {
    while (inUse() == null || !inUse().status().equals(status)) {
      looks.await(DecisionMetrics.ResourceKind.ENTRA_TENANT);
    }
  }

  private Condition inUse() {
    EntraTenant current = currentTenant();
    return current.getStatus() == null
        ? null
        : current.getStatus().conditions().stream()
            .filter(condition -> condition.type().equals("InUse"))
            .findFirst()
            .orElse(null);
  }

  private EntraTenant currentTenant() {
    return api.client()
        .resources(EntraTenant.class)
        .inNamespace("security")
        .withName("contoso")
        .get();
  }

  private void awaitConnecting() {
    connectingBegun.countDown();
    try {
      connecting.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void a_deleted_rollout_is_let_go_and_leaves_entra_as_it_is() throws Exception {
    createNamespace();
    createSecret();
    tenant.addUser("ada@contoso.com");
    api.client().resource(entraTenant()).create();
    api.client().resource(RolloutBuilder.pilot(List.of("ada@contoso.com")).build()).create();
    runtime.start();
    looks.awaitPhase(DecisionMetrics.RolloutPhase.SOAKING);
    tenant.forgetRequests();

    api.client().resource(rollout()).delete();
    looks.awaitNone();

    assertThat(tenant.writes()).isEmpty();
    assertThat(tenant.policiesNow()).hasSize(2);
  }

  @Test
  void without_an_installation_id_it_says_what_to_do() {
    assertThatThrownBy(runtime::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("kube-system")
        .hasMessageContaining("Declare an installation id");
  }

  @Test
  void an_api_server_without_the_resources_is_named_for_what_it_lacks() {
    api.failOn(line -> line.contains("tokenprotectionrollouts"));

    assertThatThrownBy(runtime::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("tokenprotectionrollouts.tokenprotection.dev");
  }

  @Test
  void a_runtime_is_started_once() {
    createNamespace();
    runtime.start();

    assertThatThrownBy(runtime::start).isInstanceOf(IllegalStateException.class);

    runtime.close();
    assertThat(runtime.health().readiness()).isEqualTo(Readiness.NOT_READY);
  }

  private void createNamespace() {
    api.client()
        .resource(
            new NamespaceBuilder().withNewMetadata().withName("kube-system").endMetadata().build())
        .create();
  }

  private void createSecret() {
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

  private TokenProtectionRollout rollout() {
    return api.client()
        .resources(TokenProtectionRollout.class)
        .inNamespace("security")
        .withName("office")
        .get();
  }

  private EntraTenant entraTenant() {
    return Serialization.unmarshal(
        """
        apiVersion: tokenprotection.dev/v1alpha1
        kind: EntraTenant
        metadata: {name: contoso, namespace: security}
        spec:
          tenantId: aaaaaaaa-0000-4000-8000-000000000001
          clientId: bbbbbbbb-0000-4000-8000-000000000001
          credential: {type: ClientSecret, clientSecret: {secretRef: {name: entra}}}
          breakGlass: {users: [%s, %s]}
        """
            .formatted(
                tenant.addUser("bg1@contoso.com").value(),
                tenant.addUser("bg2@contoso.com").value()),
        EntraTenant.class);
  }

  /** Waits for what the operator counts, without looking again and again. */
  private static final class Looks implements DecisionMetrics {
    private final BlockingQueue<ResourceKind> kinds = new LinkedBlockingQueue<>();
    private final BlockingQueue<Map<RolloutPhase, Integer>> phases = new LinkedBlockingQueue<>();

    void await(ResourceKind kind) throws InterruptedException {
      ResourceKind seen;
      do {
        seen = kinds.poll(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(seen).as("a look at a resource").isNotNull();
      } while (seen != kind);
    }

    void awaitPhase(RolloutPhase phase) throws InterruptedException {
      awaitCounts(Map.of(phase, 1));
    }

    void awaitNone() throws InterruptedException {
      awaitCounts(Map.of());
    }

    private void awaitCounts(Map<RolloutPhase, Integer> wanted) throws InterruptedException {
      Map<RolloutPhase, Integer> seen;
      do {
        seen = phases.poll(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(seen).as("counts of rollouts by phase").isNotNull();
      } while (!seen.equals(wanted));
    }

    @Override
    public void reconciled(ResourceKind kind, ReconcileResult result, Duration took) {
      kinds.add(kind);
    }

    @Override
    public void rollouts(Map<RolloutPhase, Integer> byPhase) {
      phases.add(byPhase);
    }

    @Override
    public void decided(StageDecision decision) {}

    @Override
    public void evaluated(GateVerdict verdict) {}

    @Override
    public void written(WriteKind kind, WriteResult result) {}

    @Override
    public void signInsRead(long rows) {}

    @Override
    public void signInLag(Duration largest) {}

    @Override
    public void leading(Leadership leadership) {}
  }
}
