package dev.tokenprotection.kubernetes;

import dev.tokenprotection.core.plan.Predecessors;
import dev.tokenprotection.core.port.TenantConnector;
import dev.tokenprotection.core.port.Time;
import dev.tokenprotection.kubernetes.OperatorHealth.Liveness;
import dev.tokenprotection.kubernetes.OperatorHealth.Readiness;
import dev.tokenprotection.kubernetes.event.EventRecorder;
import dev.tokenprotection.kubernetes.event.KubernetesEvents;
import dev.tokenprotection.kubernetes.lease.WriteFence;
import dev.tokenprotection.kubernetes.rollout.Annotations;
import dev.tokenprotection.kubernetes.rollout.RolloutAssembly;
import dev.tokenprotection.kubernetes.rollout.RolloutWakes;
import dev.tokenprotection.kubernetes.rollout.TokenProtectionRolloutReconciler;
import dev.tokenprotection.kubernetes.schedule.CountedExecutor;
import dev.tokenprotection.kubernetes.tenant.TenantAssembly;
import dev.tokenprotection.kubernetes.tenant.TenantRegistry;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.OperatorException;
import io.javaoperatorsdk.operator.RegisteredController;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.health.InformerHealthIndicator;
import io.javaoperatorsdk.operator.health.InformerWrappingEventSourceHealthIndicator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Both reconcilers on the framework, started and stopped as one. */
final class Controllers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Controllers.class);

  private static final long INFORMER_PAGE = 500;
  private static final Duration CACHE_SYNC = Duration.ofSeconds(60);

  /** How long looks that are under way may take to end. */
  private static final Duration TERMINATION = Duration.ofSeconds(20);

  private final ExecutorService background;
  private final RolloutWakes rollouts;
  private final LooksUnderWay looks;
  private final Operator operator;
  private final TenantAssembly.Held held;

  /** What ends the alarms of each kind. */
  private final List<Runnable> alarms;

  /**
   * @param looks where looks are counted
   * @param deliveries told of what the watches bring
   * @param failed told when a watch ended for good
   */
  Controllers(
      KubernetesClient client,
      TenantConnector connector,
      Time time,
      OperatorSettings settings,
      DecisionMetrics metrics,
      WriteFence fence,
      LooksUnderWay looks,
      Deliveries deliveries,
      Consumer<String> failed) {
    this.background = new CountedExecutor(time, Executors.newVirtualThreadPerTaskExecutor());
    String installation = new InstalledResources(client).installation(settings.installationId());
    EventRecorder events = new KubernetesEvents(client, time::now);
    TenantRegistry registry = new TenantRegistry();
    RolloutWakes wakes = new RolloutWakes();
    TenantAssembly.Assembled tenants =
        new TenantAssembly(
                client,
                connector,
                settings.allowedEndpointHosts(),
                time,
                settings.resyncInterval(),
                registry,
                events,
                wakes::usersOf,
                background,
                wakes::wake,
                wakes::wakeAllOf,
                metrics)
            .assemble(looks, deliveries);
    RolloutAssembly assembly =
        new RolloutAssembly(
            client,
            installation,
            new Predecessors(settings.takeOverFrom()),
            time,
            settings.resyncInterval(),
            registry,
            events,
            fence,
            metrics,
            new RandomIds());
    wakes.wakingTenantsBy(tenants.wake());
    this.rollouts = wakes;
    this.looks = looks;
    this.held = tenants.held();
    this.operator = new Operator(overrider -> configure(overrider, client, time, failed));
    TokenProtectionRolloutReconciler reconciler = assembly.reconciler(wakes, looks, deliveries);
    this.alarms = List.of(tenants.reconciler()::close, reconciler::close);
    operator.register(
        tenants.reconciler(),
        controller -> configure(controller, settings, deliveries, "entratenant"));
    operator.register(
        reconciler,
        controller -> configure(controller, settings, deliveries, "tokenprotectionrollout"));
  }

  /**
   * @throws IllegalStateException when the caches can't be filled
   */
  void start() {
    try {
      operator.start();
      rollouts.listed();
    } catch (OperatorException e) {
      close();
      throw new IllegalStateException(
          "Could not watch the custom resources: "
              + e.getMessage()
              + ". Check the API server's log and the operator's rights.",
          e);
    }
  }

  OperatorHealth health() {
    List<String> problems = new ArrayList<>(looks.hanging());
    boolean live = problems.isEmpty();
    for (InformerHealthIndicator informer : informers()) {
      if (!informer.isRunning()) {
        live = false;
        problems.add("A watch of " + informer.getTargetNamespace() + " has ended for good.");
      } else if (!informer.hasSynced() || !informer.isWatching()) {
        problems.add("A watch of " + informer.getTargetNamespace() + " is being set up again.");
      }
    }
    return new OperatorHealth(
        live ? Liveness.LIVE : Liveness.DEAD,
        problems.isEmpty() ? Readiness.READY : Readiness.NOT_READY,
        problems);
  }

  @Override
  public void close() {
    operator.stop();
    alarms.forEach(Runnable::run);
    background.shutdownNow();
    held.close();
  }

  private List<InformerHealthIndicator> informers() {
    List<InformerHealthIndicator> informers = new ArrayList<>();
    for (RegisteredController<?> controller : operator.getRegisteredControllers()) {
      for (InformerWrappingEventSourceHealthIndicator<?> source :
          controller.getControllerHealthInfo().informerEventSourceHealthIndicators().values()) {
        informers.addAll(source.informerHealthIndicators().values());
      }
    }
    return informers;
  }

  private static void configure(
      ConfigurationServiceOverrider overrider,
      KubernetesClient client,
      Time time,
      Consumer<String> failed) {
    overrider
        .withKubernetesClient(client)
        .withCloseClientOnStop(false)
        // Most of a look is waiting for Entra: one tenant's pace must not use up the threads.
        .withExecutorService(new CountedExecutor(time, Executors.newVirtualThreadPerTaskExecutor()))
        .withUseSSAToPatchPrimaryResource(false)
        .withCacheSyncTimeout(CACHE_SYNC)
        .withReconciliationTerminationTimeout(TERMINATION)
        // The framework's own handler ends the process from inside a callback.
        .withInformerStoppedHandler(
            (informer, problem) -> {
              if (problem != null && informer.hasSynced()) {
                LOG.atError().setCause(problem).log("A watch ended for good");
                failed.accept("A watch ended for good: " + problem.getMessage());
              }
            });
  }

  private static <R extends HasMetadata> void configure(
      ControllerConfigurationOverrider<R> controller,
      OperatorSettings settings,
      Deliveries deliveries,
      String name) {
    controller
        .withName(name)
        // People act by annotations too, which change no generation; status is our own doing.
        .withGenerationAware(false)
        .withOnUpdateFilter(Controllers::isActedUpon)
        .withGenericFilter(
            resource -> {
              deliveries.delivered(resource);
              return true;
            })
        // Without a finalizer, to be told of deletions and forget.
        .withTriggerReconcilerOnAllEvents(true)
        .withInformerListLimit(INFORMER_PAGE);
    if (settings.namespaces().isEmpty()) {
      controller.watchingAllNamespaces();
    } else {
      controller.settingNamespaces(settings.namespaces());
    }
  }

  private static boolean isActedUpon(HasMetadata after, HasMetadata before) {
    return !Objects.equals(
            before.getMetadata().getGeneration(), after.getMetadata().getGeneration())
        || !Objects.equals(before.getMetadata().getUid(), after.getMetadata().getUid())
        || Annotations.differ(before, after)
        || before.isMarkedForDeletion() != after.isMarkedForDeletion();
  }
}
