package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.api.v1alpha1.Condition;
import dev.tokenprotection.api.v1alpha1.EntraTenant;
import dev.tokenprotection.api.v1alpha1.StageApproval;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRolloutStatus;
import dev.tokenprotection.core.evidence.AppliedPolicies;
import dev.tokenprotection.core.evidence.AppliedPolicy;
import dev.tokenprotection.core.evidence.BindingDetails;
import dev.tokenprotection.core.evidence.BindingStatus;
import dev.tokenprotection.core.evidence.ClientApplication;
import dev.tokenprotection.core.evidence.ControlOutcome;
import dev.tokenprotection.core.evidence.Correlation;
import dev.tokenprotection.core.evidence.PolicyResult;
import dev.tokenprotection.core.evidence.SignInChannel;
import dev.tokenprotection.core.evidence.SignInRow;
import dev.tokenprotection.core.evidence.SignInUser;
import dev.tokenprotection.core.evidence.TokenIssuer;
import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.core.plan.Predecessors;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.kubernetes.DecisionMetrics;
import dev.tokenprotection.kubernetes.condition.ConditionType;
import dev.tokenprotection.kubernetes.event.EventRecorder;
import dev.tokenprotection.kubernetes.lease.WriteFence;
import dev.tokenprotection.kubernetes.tenant.TenantLooks;
import dev.tokenprotection.kubernetes.tenant.TenantRegistry;
import dev.tokenprotection.kubernetes.testing.FakeApiServer;
import dev.tokenprotection.kubernetes.testing.InMemoryTenant;
import dev.tokenprotection.kubernetes.testing.ManualTime;
import dev.tokenprotection.kubernetes.testing.PrintedCommands;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One rollout and its tenant, with a clock that the test moves and people who sign in. */
final class RolloutWorld implements AutoCloseable {
  static final Instant MONDAY = Instant.parse("2026-11-02T09:00:00Z");
  static final List<String> VOLUNTEERS =
      List.of(
          "ada@contoso.com",
          "bob@contoso.com",
          "cleo@contoso.com",
          "dan@contoso.com",
          "eve@contoso.com");

  final ManualTime time = new ManualTime(MONDAY);
  final InMemoryTenant tenant = new InMemoryTenant(time);
  final FakeApiServer api = new FakeApiServer();
  final Map<String, UserId> users = new LinkedHashMap<>();
  final List<String> events = new ArrayList<>();
  final List<UserId> unbound = new ArrayList<>();
  final UserId breakGlass1;
  final UserId breakGlass2;
  WriteFence fence = WriteFence.OPEN;
  String installation = "installation-1";
  Predecessors predecessors = Predecessors.NONE;
  UnaryOperator<TokenProtectionRollout> neighbourAsSeen = rollout -> rollout;
  private final AtomicInteger ids = new AtomicInteger();
  private final AtomicInteger rows = new AtomicInteger();
  private TenantRegistry registry;
  private TenantLooks tenantLooks;
  private RolloutLooks looks;
  private Instant signedInUntil = MONDAY;
  private final Queue<Runnable> stuckReadings = new ArrayDeque<>();
  private boolean readingsStick;
  private UnaryOperator<SignInRow> rewritten = row -> row;

  RolloutWorld() {
    breakGlass1 = tenant.addUser("bg1@contoso.com");
    breakGlass2 = tenant.addUser("bg2@contoso.com");
    VOLUNTEERS.forEach(name -> users.put(name, tenant.addUser(name)));
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
    api.client().resource(entraTenant(breakGlass1, breakGlass2)).create();
    restartOperator();
  }

  /** From now on the sign-in logs are being read and no end is in sight. */
  void stickReadings() {
    readingsStick = true;
  }

  /** What was being read is read now. */
  void endReadings() {
    readingsStick = false;
    while (!stuckReadings.isEmpty()) {
      stuckReadings.remove().run();
    }
  }

  private void read(Runnable reading) {
    if (readingsStick) {
      stuckReadings.add(reading);
    } else {
      reading.run();
    }
  }

  /** Begins anew with an operator that remembers nothing. */
  void restartOperator() {
    registry = new TenantRegistry();
    registry.ordersFrom(tenant -> Optional.ofNullable(entraTenantNow()));
    tenantLooks =
        new TenantLooks(
            api.client(),
            connection -> new Outcome.Ok<>(tenant),
            time,
            registry,
            EventRecorder.NONE,
            this::read);
    EventRecorder recorder =
        (resource, reason, message) -> events.add(reason.apiName() + ": " + message);
    RolloutAssembly assembly =
        new RolloutAssembly(
            api.client(),
            installation,
            predecessors,
            time,
            Duration.ofMinutes(10),
            registry,
            recorder,
            () -> fence.check(),
            DecisionMetrics.NONE,
            () -> "id" + ids.incrementAndGet());
    looks =
        assembly.looks(
            new Cohorts(),
            new LookAgain(time, Duration.ofMinutes(10)),
            new JustWritten(),
            this::neighbours,
            assembly.approvals(
                this::approvals, () -> Duration.between(MONDAY, time.now()).toNanos()));
  }

  /** Everything that was given as an approval of a rollout. */
  List<StageApproval> approvals(TokenProtectionRollout rollout) {
    return api
        .client()
        .resources(StageApproval.class)
        .inNamespace("security")
        .list()
        .getItems()
        .stream()
        .filter(
            approval ->
                approval.getSpec().rolloutRef().name().equals(rollout.getMetadata().getName()))
        .toList();
  }

  void apply(TokenProtectionRollout rollout) {
    TokenProtectionRollout existing = current();
    if (existing == null) {
      api.client().resource(rollout).create();
    } else {
      edit(
          old -> {
            old.setSpec(rollout.getSpec());
            return old;
          });
    }
  }

  /** Changes the rollout as a person does: another generation. */
  void edit(UnaryOperator<TokenProtectionRollout> change) {
    TokenProtectionRollout old = current();
    TokenProtectionRollout changed = change.apply(old);
    changed.getMetadata().setGeneration(changed.getMetadata().getGeneration() + 1);
    api.client().resource(changed).update();
  }

  /** Changes the emergency access accounts of the tenant as a person does. */
  void declareBreakGlass(UserId... users) {
    EntraTenant tenantNow = entraTenantNow();
    tenantNow.setSpec(entraTenant(users).getSpec());
    tenantNow.getMetadata().setGeneration(tenantNow.getMetadata().getGeneration() + 1);
    api.client().resource(tenantNow).update();
  }

  void annotateTenant(String annotation, String value) {
    EntraTenant tenantNow = entraTenantNow();
    tenantNow.getMetadata().setAnnotations(Map.of("tokenprotection.dev/" + annotation, value));
    api.client().resource(tenantNow).update();
  }

  /** Status vanishes, as when a cluster is rebuilt from Git. */
  void loseStatus() {
    TokenProtectionRollout rollout = current();
    rollout.setStatus(null);
    rollout.getMetadata().setFinalizers(null);
    api.client().resource(rollout).update();
    api.client().resource(rollout).delete();
    rollout.getMetadata().setResourceVersion(null);
    api.client().resource(rollout).create();
  }

  /** A person deletes the rollout. */
  void delete() {
    api.client().resource(current()).delete();
  }

  void annotate(String annotation, String token) {
    TokenProtectionRollout rollout = current();
    Map<String, String> annotations = new LinkedHashMap<>();
    if (rollout.getMetadata().getAnnotations() != null) {
      annotations.putAll(rollout.getMetadata().getAnnotations());
    }
    annotations.put("tokenprotection.dev/" + annotation, token);
    rollout.getMetadata().setAnnotations(annotations);
    api.client().resource(rollout).update();
  }

  /** Changes the EntraTenant as a person does. */
  void editTenant(UnaryOperator<EntraTenant> change) {
    EntraTenant changed = change.apply(entraTenantNow());
    changed.getMetadata().setGeneration(changed.getMetadata().getGeneration() + 1);
    api.client().resource(changed).update();
  }

  void annotateTenant(Map<String, String> annotations) {
    editTenant(
        tenant -> {
          tenant.getMetadata().setAnnotations(annotations);
          return tenant;
        });
  }

  TokenProtectionRollout current() {
    return current("office");
  }

  /** A rollout beside the one that the world is about. */
  TokenProtectionRollout current(String name) {
    return api.client()
        .resources(TokenProtectionRollout.class)
        .inNamespace("security")
        .withName(name)
        .get();
  }

  List<TokenProtectionRollout> neighbours(TokenProtectionRollout rollout) {
    return api
        .client()
        .resources(TokenProtectionRollout.class)
        .inNamespace("security")
        .list()
        .getItems()
        .stream()
        .filter(other -> !other.getMetadata().getName().equals(rollout.getMetadata().getName()))
        .map(neighbourAsSeen)
        .toList();
  }

  /** The operator looks at a rollout beside the one that the world is about. */
  RolloutReconciliation.Looked lookAt(String name) {
    return looks.look(current(name)).orElseThrow();
  }

  TokenProtectionRolloutStatus status() {
    return current().getStatus();
  }

  Condition condition(ConditionType type) {
    return find(type).orElseThrow(() -> new AssertionError(type + " is not there"));
  }

  Optional<Condition> find(ConditionType type) {
    return status().conditions().stream().filter(c -> c.type().equals(type.apiName())).findFirst();
  }

  /** The EntraTenant is gone, as the operator sees it. */
  void removeEntraTenant() {
    api.client().resource(entraTenantNow()).delete();
    restartOperator();
  }

  /** The operator looks at the tenant, if there is one, and once at the rollout. */
  RolloutReconciliation.Looked look() {
    if (entraTenantNow() != null) {
      tenantLooks.look(entraTenantNow());
    }
    RolloutReconciliation.Looked looked = looks.look(current()).orElseThrow();
    checkPrintedCommands();
    return looked;
  }

  /** Whatever a world is about: what people are shown can be copied. */
  private void checkPrintedCommands() {
    TokenProtectionRollout now = current();
    if (now != null && now.getStatus() != null) {
      PrintedCommands.check(now.getStatus().toString());
    }
    events.forEach(PrintedCommands::check);
  }

  /** The operator looks until it wants to wait for longer than a few seconds. */
  RolloutReconciliation.Looked settle() {
    for (int i = 0; i < 30; i++) {
      RolloutReconciliation.Looked looked = look();
      if (looked.again().compareTo(Duration.ofSeconds(10)) > 0) {
        return looked;
      }
      advance(looked.again());
    }
    throw new AssertionError("does not settle: " + status());
  }

  /** Time goes by: people sign in, and the operator looks whenever it wants to. */
  void run(Duration length) {
    Instant end = time.now().plus(length);
    while (time.now().isBefore(end)) {
      Duration wait = look().again();
      Duration left = Duration.between(time.now(), end);
      advance(wait.compareTo(left) < 0 ? wait : left);
    }
    look();
  }

  /** Time goes by until the rollout has completed and rests, and no longer than {@code limit}. */
  void runUntilCompleted(Duration limit) {
    Instant end = time.now().plus(limit);
    while (time.now().isBefore(end)) {
      Duration wait = look().again();
      boolean completed =
          find(ConditionType.ROLLOUT_COMPLETED).filter(c -> c.status().equals("True")).isPresent();
      if (completed && status().intent() == null) {
        return;
      }
      advance(wait);
    }
  }

  /** Time goes by without a look; every half hour everybody signs in. */
  void advance(Duration by) {
    time.advance(by);
    Instant due = signedInUntil.plus(Duration.ofMinutes(30));
    while (!due.isAfter(time.now())) {
      signIn(due);
      signedInUntil = due;
      due = due.plus(Duration.ofMinutes(30));
    }
  }

  ObservedPolicy policy(String suffix) {
    return tenant.policiesNow().stream()
        .filter(policy -> policy.content().displayName().endsWith(suffix))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no policy " + suffix + " in " + policyNames()));
  }

  ObservedPolicy observePolicy() {
    return policy(" observe]");
  }

  ObservedPolicy enforcedPolicy() {
    return tenant.policiesNow().stream()
        .filter(policy -> !policy.content().displayName().endsWith(" observe]"))
        .findFirst()
        .orElseThrow();
  }

  List<String> policyNames() {
    return tenant.policiesNow().stream().map(p -> p.content().displayName()).toList();
  }

  private void signIn(Instant at) {
    if (tenant.policiesNow().size() < 2) {
      return;
    }
    users.values().forEach(user -> tenant.log().add(rewritten.apply(row(user, at))));
  }

  /** From now on, rows of the log look otherwise. */
  void rewrite(UnaryOperator<SignInRow> change) {
    rewritten = change;
  }

  /** A sign-in of this user that is not bound. */
  SignInRow unboundRow(UserId user, Instant at) {
    return row(user, at, false);
  }

  private SignInRow row(UserId user, Instant at) {
    return row(user, at, !unbound.contains(user));
  }

  private SignInRow row(UserId user, Instant at, boolean bound) {
    List<AppliedPolicy> entries =
        tenant.policiesNow().stream()
            .filter(policy -> !policy.content().coversNobody())
            .map(
                policy ->
                    new AppliedPolicy(
                        policy.id(),
                        result(policy.content().state(), bound),
                        bound ? ControlOutcome.NOT_NAMED : ControlOutcome.NOT_SATISFIED))
            .toList();
    boolean blocked = entries.stream().anyMatch(entry -> entry.result() == PolicyResult.FAILURE);
    return new SignInRow(
        "row-" + rows.incrementAndGet(),
        at,
        new SignInUser.Member(user),
        new Correlation.None(),
        SignInChannel.NON_INTERACTIVE,
        new ClientApplication("outlook", "Outlook"),
        Application.EXCHANGE_ONLINE.appId(),
        List.of(Application.EXCHANGE_ONLINE.appId()),
        new AppliedPolicies.Listed(entries),
        new BindingDetails.Reported(
            bound ? BindingStatus.BOUND : BindingStatus.UNBOUND, bound ? 0 : 1008),
        blocked ? 530084 : 0,
        TokenIssuer.PRIMARY,
        "Windows10");
  }

  private static PolicyResult result(PolicyState state, boolean bound) {
    return switch (state) {
      case REPORT_ONLY ->
          bound ? PolicyResult.REPORT_ONLY_SUCCESS : PolicyResult.REPORT_ONLY_FAILURE;
      case ENABLED -> bound ? PolicyResult.SUCCESS : PolicyResult.FAILURE;
      case DISABLED -> PolicyResult.NOT_ENABLED;
    };
  }

  EntraTenant entraTenantNow() {
    return api.client()
        .resources(EntraTenant.class)
        .inNamespace("security")
        .withName("contoso")
        .get();
  }

  private static EntraTenant entraTenant(UserId... breakGlass) {
    return Serialization.unmarshal(
        """
        apiVersion: tokenprotection.dev/v1alpha1
        kind: EntraTenant
        metadata:
          name: contoso
          namespace: security
          uid: uid-contoso
          generation: 1
          creationTimestamp: "2026-11-02T08:00:00Z"
        spec:
          tenantId: aaaaaaaa-0000-4000-8000-000000000001
          clientId: bbbbbbbb-0000-4000-8000-000000000001
          credential: {type: ClientSecret, clientSecret: {secretRef: {name: entra}}}
          breakGlass: {users: [%s]}
        """
            .formatted(Stream.of(breakGlass).map(UserId::value).collect(Collectors.joining(", "))),
        EntraTenant.class);
  }

  @Override
  public void close() {
    api.close();
  }
}
