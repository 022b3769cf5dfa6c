package dev.tokenprotection.tests.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.api.v1alpha1.Condition;
import dev.tokenprotection.api.v1alpha1.EntraTenant;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRolloutStatus;
import dev.tokenprotection.dev.ExampleManifests;
import dev.tokenprotection.dev.testbed.ProjectHome;
import dev.tokenprotection.dev.time.SimulatedTime;
import dev.tokenprotection.dev.time.TimeServer;
import dev.tokenprotection.simulator.SimulatedTenant;
import dev.tokenprotection.simulator.log.LoggedRequest;
import dev.tokenprotection.simulator.scenario.Scenario;
import dev.tokenprotection.simulator.tenant.Tenant;
import dev.tokenprotection.tests.testbed.ChartApiServer;
import dev.tokenprotection.tests.testbed.ChartRelease;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A namespace of the shared API server with the chart installed, and a simulated tenant, both for
 * one test.
 */
final class RolloutWorld implements AutoCloseable {
  static final String CLIENT_ID = "22222222-2222-2222-2222-222222222222";
  static final String WINDOWS = "office-windows";

  /**
   * The rollout that the suites apply, beside the examples: an existing group and a managed one,
   * then a wider group, with the gate's defaults.
   */
  static final String MANIFEST = "../operator/tests/src/test/resources/rollout/office-windows.yaml";

  /** Fewer sign-ins a day than the scenarios have by themselves: a test pays for each row. */
  private static final String FEW_SIGN_INS =
      """
      basedOn: %s
      habits:
        signInsPerDay: 3
      """;

  private static final Instant MONDAY = Instant.parse("2026-06-01T08:00:00Z");

  /** What the operator finds out only by a resync, it finds out within so long. */
  static final Duration RESYNC = Duration.ofHours(6);

  /** Until Entra's reads show everywhere what was done to it from elsewhere. */
  static final Duration UNTIL_SHOWN = Duration.ofMinutes(1);

  /** Longer than any rollout of the examples takes, on simulated time. */
  private static final Duration LONGEST = Duration.ofDays(60);

  private final String namespace;
  private final SimulatedTime time = new SimulatedTime(MONDAY);
  private final TimeServer timeServer = TimeServer.of(time);
  private final SimulatedTenant tenant;
  private final ChartRelease release;
  private Optional<BreakGlassDeclared> breakGlass = Optional.empty();

  private RolloutWorld(String purpose, String scenario) {
    ChartRelease.shared();
    namespace = ChartApiServer.newNamespace(purpose);
    release = ChartRelease.in(namespace);
    Scenario content = quieter(scenario);
    tenant =
        SimulatedTenant.builder()
            .clock(time)
            .tenantId(content.tenantId())
            .scenario(content)
            .start();
    content.plant(tenant.faults());
  }

  /** A scenario with fewer sign-ins. */
  static Scenario quieter(String scenario) {
    return Scenario.parse(scenario, FEW_SIGN_INS.formatted(scenario));
  }

  /** A world whose simulated tenant is as the scenario says. */
  static RolloutWorld of(String purpose, String scenario) {
    return new RolloutWorld(purpose, scenario);
  }

  String namespace() {
    return namespace;
  }

  /** It stands but while the test waits for something. */
  SimulatedTime time() {
    return time;
  }

  /** Where other processes get the time. */
  int timePort() {
    return timeServer.port();
  }

  /** Returns once a process that was started shares the time. */
  void awaitProcess() throws InterruptedException {
    timeServer.awaitProcess();
  }

  /** Time goes on for so long. */
  void pass(Duration length) {
    time.runUntil(time.now().plus(length), () -> false);
  }

  /** Time goes on until this is so. */
  void await(String what, BooleanSupplier reached) {
    if (!time.runUntil(time.now().plus(LONGEST), reached)) {
      TokenProtectionRollout rollout = rollout();
      throw new AssertionError(
          "not reached by %s: %s; the rollout is %s"
              .formatted(time.now(), what, rollout == null ? "gone" : rollout.getStatus()));
    }
  }

  /** Time goes on until there is such a value. */
  <T> T awaitValue(String what, Supplier<Optional<T>> value) {
    AtomicReference<T> found = new AtomicReference<>();
    await(
        what,
        () -> {
          value.get().ifPresent(found::set);
          return found.get() != null;
        });
    return found.get();
  }

  ChartRelease release() {
    return release;
  }

  SimulatedTenant simulated() {
    return tenant;
  }

  Tenant tenant() {
    return tenant.tenant();
  }

  KubernetesClient client() {
    return ChartApiServer.client();
  }

  /** The host that the operator must be allowed to talk to. */
  String tenantHost() {
    return tenant.graphUri().getAuthority();
  }

  /** Applies {@code examples/<path>} to this world's namespace, rewired to its tenant. */
  void applyExample(String path) {
    applyExample(path, resource -> {});
  }

  /** Applies an example after a change to the JSON of each resource in it. */
  void applyExample(String path, Consumer<ObjectNode> change) {
    Path file = ProjectHome.find().directory().resolve("examples").resolve(path);
    ExampleManifests manifests = new ExampleManifests(tenant);
    for (HasMetadata resource : manifests.read(file, client())) {
      ObjectNode json =
          client().getKubernetesSerialization().convertValue(resource, ObjectNode.class);
      json.withObject("/metadata").put("namespace", namespace);
      change.accept(json);
      declare(json);
      client()
          .resource(client().getKubernetesSerialization().convertValue(json, resource.getClass()))
          .serverSideApply();
    }
  }

  /** Break-glass as every EntraTenant of this world declared it. */
  private void declare(ObjectNode resource) {
    if (resource.path("kind").asText().equals("EntraTenant")) {
      BreakGlassDeclared now = BreakGlassDeclared.in(resource);
      breakGlass = breakGlass.map(before -> before.and(now)).or(() -> Optional.of(now));
    }
  }

  /** The tenant of the examples and the rollout for Windows. */
  void applyWindowsExample() {
    applyExample("tenant.yaml");
    applyExample(MANIFEST);
  }

  /** Leaves of the example the pilot alone, with as little waiting as the gate takes. */
  static void shortened(ObjectNode rollout) {
    ArrayNode stages = rollout.withObject("/spec").withArray("stages");
    stages.remove(3);
    stages.remove(2);
    rollout
        .withObject("/spec/gate")
        .put("requiredSoakTime", "24h")
        .put("minActiveDays", 2)
        .put("minSignIns", 100);
  }

  TokenProtectionRollout rollout() {
    return client()
        .resources(TokenProtectionRollout.class)
        .inNamespace(namespace)
        .withName(WINDOWS)
        .get();
  }

  EntraTenant entraTenant() {
    return client().resources(EntraTenant.class).inNamespace(namespace).withName("contoso").get();
  }

  /**
   * Annotates the rollout as {@code kubectl annotate} does: whatever the operator writes meanwhile.
   */
  void annotateRollout(String annotation, String value) {
    annotate(
        client().resources(TokenProtectionRollout.class).inNamespace(namespace).withName(WINDOWS),
        annotation,
        value);
  }

  /** The rollout's status as soon as it is as wanted. */
  TokenProtectionRolloutStatus awaitRollout(
      String what, Predicate<TokenProtectionRolloutStatus> wanted) {
    return awaitValue(what, () -> Optional.ofNullable(rollout().getStatus()).filter(wanted));
  }

  /** A condition of the rollout as soon as it is as wanted. */
  Condition awaitCondition(String type, Predicate<Condition> wanted) {
    return awaitValue(type, () -> condition(rollout().getStatus(), type).filter(wanted));
  }

  /** A condition of the tenant as soon as it is as wanted. */
  Condition awaitTenantCondition(String type, Predicate<Condition> wanted) {
    return awaitValue(
        type,
        () ->
            Optional.ofNullable(entraTenant().getStatus())
                .flatMap(status -> find(status.conditions(), type))
                .filter(wanted));
  }

  static Optional<Condition> condition(TokenProtectionRolloutStatus status, String type) {
    return Optional.ofNullable(status).flatMap(s -> find(s.conditions(), type));
  }

  /** The Events about resources of this world. */
  List<Event> events() {
    return client().events().v1().events().inNamespace(namespace).list().getItems();
  }

  /** The note of the first Event of this reason, as soon as there is one. */
  String awaitEvent(String reason) {
    return awaitValue(
        reason,
        () ->
            events().stream()
                .filter(event -> reason.equals(event.getReason()))
                .map(Event::getNote)
                .findFirst());
  }

  /** What was written to the tenant, in order. */
  List<LoggedRequest> writes() {
    return tenant.requests().graphWrites();
  }

  /** The policies of the tenant whose name begins so. */
  List<ObjectNode> policiesNamed(String prefix) {
    return tenant().policies().all().stream()
        .filter(policy -> policy.path("displayName").asText().startsWith(prefix))
        .toList();
  }

  @Override
  public void close() {
    client().resources(TokenProtectionRollout.class).inNamespace(namespace).delete();
    // An operator that is gone can't say any more that nobody uses the tenant.
    client()
        .resources(EntraTenant.class)
        .inNamespace(namespace)
        .resources()
        .forEach(
            resource -> {
              annotate(resource, "force-orphan", "the test is over");
              resource.delete();
            });
    List<WireWrite> writes = writes().stream().map(WireWrite::of).toList();
    tenant.close();
    timeServer.close();
    BreakGlassDeclared declared = breakGlass.orElse(BreakGlassDeclared.NOTHING);
    assertThat(new RequestLogRules(declared.users(), declared.groups()).brokenIn(writes))
        .as("rules of safety broken by %d writes to Entra", writes.size())
        .isEmpty();
  }

  private static void annotate(Resource<?> resource, String annotation, String value) {
    resource.patch(
        PatchContext.of(PatchType.JSON_MERGE),
        Serialization.asJson(
            Map.of(
                "metadata",
                Map.of("annotations", Map.of("tokenprotection.dev/" + annotation, value)))));
  }

  private static Optional<Condition> find(List<Condition> conditions, String type) {
    return conditions == null
        ? Optional.empty()
        : conditions.stream().filter(condition -> type.equals(condition.type())).findFirst();
  }
}
