package dev.tokenprotection.app.plan;

import dev.tokenprotection.api.v1alpha1.EntraTenant;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.app.plan.PlanDocument.RolloutPlan;
import dev.tokenprotection.app.validate.ManifestResources;
import dev.tokenprotection.core.port.TenantConnector;
import dev.tokenprotection.core.port.Time;
import dev.tokenprotection.kubernetes.condition.Attempt;
import dev.tokenprotection.kubernetes.condition.ConditionReason;
import dev.tokenprotection.kubernetes.condition.Trouble;
import dev.tokenprotection.kubernetes.rollout.PlanPreview.StageChoice;
import dev.tokenprotection.kubernetes.rollout.RolloutPreview;
import dev.tokenprotection.kubernetes.tenant.SecretSource;
import dev.tokenprotection.kubernetes.tenant.TenantView;
import dev.tokenprotection.kubernetes.tenant.TenantVisit;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Plans every rollout of some manifests; each tenant is connected to once. */
final class PlanRun {
  private final ManifestResources resources;
  private final Cluster cluster;
  private final Choices choices;
  private final TenantConnector connector;
  private final Time time;
  private final String installation;
  private final Map<String, Attempt<TenantView.Usable>> visited = new HashMap<>();

  /**
   * What whoever runs the command chose.
   *
   * @param installation the declared id, empty for none
   * @param clientSecret instead of the one in a Secret, empty for none
   */
  record Choices(
      StageChoice stage,
      String installation,
      Set<String> allowedEndpointHosts,
      String clientSecret) {}

  /**
   * @throws IllegalStateException when the cluster does not tell the id of the installation
   */
  PlanRun(
      ManifestResources resources,
      Cluster cluster,
      Choices choices,
      TenantConnector connector,
      Time time) {
    this.resources = resources;
    this.cluster = cluster;
    this.choices = choices;
    this.connector = connector;
    this.time = time;
    this.installation = cluster.installation(choices.installation());
  }

  PlanDocument run() {
    return PlanDocument.of(
        resources.all(TokenProtectionRollout.class).stream().map(this::plan).toList());
  }

  private RolloutPlan plan(TokenProtectionRollout rollout) {
    String namespace = rollout.getMetadata().getNamespace();
    String name = rollout.getMetadata().getName();
    String tenantName = rollout.getSpec().tenantRef().name();
    Optional<EntraTenant> tenant = tenant(namespace, tenantName);
    Cluster.LiveStatus status = cluster.status(namespace, name);
    RolloutPlans.Subject subject =
        new RolloutPlans.Subject(
            namespace,
            name,
            tenantName,
            tenant.map(found -> found.getSpec().tenantId()).orElse(null),
            installation.isEmpty() ? null : installation,
            status);
    if (tenant.isEmpty()) {
      return RolloutPlans.failed(subject, missing(namespace, tenantName));
    }
    // Only what the cluster says counts: a status in a manifest is somebody's copy.
    rollout.setStatus(status instanceof Cluster.LiveStatus.Found(var found) ? found : null);
    return switch (visited.computeIfAbsent(
        namespace + "/" + tenantName, same -> visit(tenant.get()))) {
      case Attempt.Failed<TenantView.Usable>(Trouble trouble) ->
          RolloutPlans.failed(subject, trouble);
      case Attempt.Done<TenantView.Usable>(TenantView.Usable usable) ->
          RolloutPlans.of(
              subject, new RolloutPreview(installation, time).of(rollout, usable, choices.stage()));
    };
  }

  /** As it would be applied with the rollout, else as the cluster has it. */
  private Optional<EntraTenant> tenant(String namespace, String name) {
    return resources.all(EntraTenant.class).stream()
        .filter(tenant -> tenant.getMetadata().getName().equals(name))
        .filter(tenant -> tenant.getMetadata().getNamespace().equals(namespace))
        .findFirst()
        .or(() -> cluster.tenant(namespace, name));
  }

  private Attempt<TenantView.Usable> visit(EntraTenant tenant) {
    SecretSource secrets = new GivenSecrets(resources.all(Secret.class), cluster.secrets());
    return new TenantVisit(
            connector,
            choices.allowedEndpointHosts(),
            choices.clientSecret().isEmpty()
                ? secrets
                : secrets.with(tenant, choices.clientSecret()),
            cluster.tokens(),
            time)
        .visit(tenant);
  }

  private static Trouble missing(String namespace, String name) {
    return Trouble.forPerson(
        ConditionReason.TENANT_NOT_FOUND,
        "The EntraTenant "
            + namespace
            + "/"
            + name
            + " is neither in the manifests nor in a cluster that was asked. Add its manifest, or"
            + " name the cluster by --kubeconfig.");
  }
}
