package dev.tokenprotection.app.plan;

import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.app.ClusterConfig;
import dev.tokenprotection.app.OutputFormat;
import dev.tokenprotection.app.Terminal;
import dev.tokenprotection.app.validate.Manifest;
import dev.tokenprotection.app.validate.ManifestArguments;
import dev.tokenprotection.app.validate.ManifestResources;
import dev.tokenprotection.app.validate.ManifestValidator;
import dev.tokenprotection.app.validate.OperatorCheck;
import dev.tokenprotection.app.validate.ValidationReport;
import dev.tokenprotection.core.port.Time;
import dev.tokenprotection.entra.ApiVersion;
import dev.tokenprotection.entra.EntraTenantConnector;
import dev.tokenprotection.kubernetes.apiserver.ApiServerConnection;
import dev.tokenprotection.kubernetes.rollout.PlanPreview.StageChoice;
import dev.tokenprotection.kubernetes.schedule.MachineTime;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tpr plan}: what manifests would change in the tenant. */
@Command(
    name = "plan",
    description = {
      "Shows what rollouts would change in Entra: groups, members and policies, what lowers"
          + " protection and what widens enforcement. Writes nothing.",
      "",
      "A rollout is planned for the stage in which it is by its status in the cluster. Without a"
          + " cluster it is planned for its first stage; the output says so. The files need to hold"
          + " EntraTenants and Secrets only as far as the cluster does not have them."
    },
    mixinStandardHelpOptions = true,
    exitCodeOnInvalidInput = PlanCommand.FAILED,
    exitCodeOnExecutionException = PlanCommand.FAILED,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing would be changed",
      "1:an error, or a plan that is not complete; also wrong usage",
      "2:something would be changed"
    })
public final class PlanCommand implements Callable<Integer> {
  static final int FAILED = 1;
  private static final int NO_CHANGES = 0;
  private static final int CHANGES = 2;

  @Mixin private ManifestArguments arguments;

  @Option(
      names = "--stage",
      paramLabel = "STAGE",
      defaultValue = "",
      description =
          "Plan for this stage, by name or number from 1, as if all gates before it had passed."
              + " Default: the stage in which the rollout is.")
  private String stage = "";

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description =
          "The cluster to read from (default: the current context of the usual kubeconfig, or the"
              + " cluster in which this runs; without either, none).")
  private Path kubeconfig;

  @Option(
      names = "--offline",
      description = "Ask no cluster: what is not in the files is not known.")
  private boolean offline;

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAMESPACE",
      description = "Of resources that name none (default: that of the context, else default).")
  private String namespace;

  @Option(
      names = "--installation-id",
      paramLabel = "ID",
      defaultValue = "${env:TPR_INSTALLATION_ID:-}",
      description =
          "Declared id of the installation, part of the mark of ownership in Entra (default: the UID"
              + " of the namespace kube-system). Also: TPR_INSTALLATION_ID.")
  private String installationId = "";

  @Option(
      names = "--secret-file",
      paramLabel = "FILE",
      description =
          "File with the client secret to use instead of the one in the Secret. Also, the secret"
              + " itself: TPR_CLIENT_SECRET.")
  private Path secretFile;

  @Option(
      names = "--allowed-endpoint-hosts",
      split = ",",
      paramLabel = "HOST",
      defaultValue = "${env:TPR_ALLOWED_ENDPOINT_HOSTS:-}",
      description =
          "Hosts beyond Microsoft's clouds that an EntraTenant may name, as host or host:port."
              + " Also: TPR_ALLOWED_ENDPOINT_HOSTS.")
  private List<String> allowedEndpointHosts = List.of();

  @Spec private CommandSpec spec;

  private final InputStream standardInput;
  private final Time time;

  /** The command as users run it. */
  public PlanCommand() {
    this(System.in, new MachineTime());
  }

  /**
   * @param standardInput read when a file is {@code -}; not closed
   * @param time the present, and how a request waits for its place
   */
  public PlanCommand(InputStream standardInput, Time time) {
    this.standardInput = standardInput;
    this.time = time;
  }

  @Override
  public Integer call() {
    Terminal.quietLogs();
    try {
      List<Manifest> manifests = arguments.read(standardInput);
      ValidationReport report =
          new ManifestValidator(List.of(new OperatorCheck())).validate(manifests);
      return print(report.valid() ? plan(manifests) : PlanDocument.refused(report.problems()));
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      return failed(e.getMessage());
    } catch (KubernetesClientException e) {
      return failed(
          "the API server could not be asked: %s. Check --kubeconfig and your rights, or plan"
                  .formatted(e.getMessage())
              + " without it by --offline.");
    }
  }

  private PlanDocument plan(List<Manifest> manifests) throws IOException {
    try (Cluster cluster = cluster()) {
      ManifestResources resources =
          ManifestResources.of(manifests, namespace == null ? cluster.namespace() : namespace);
      if (resources.all(TokenProtectionRollout.class).isEmpty()) {
        throw new IllegalArgumentException(
            "there is no TokenProtectionRollout in " + String.join(", ", arguments.files()));
      }
      PlanRun.Choices choices = choices();
      return new PlanRun(
              resources,
              cluster,
              choices,
              new EntraTenantConnector(time, choices.allowedEndpointHosts(), ApiVersion.V1_0),
              time)
          .run();
    }
  }

  private PlanRun.Choices choices() throws IOException {
    Set<String> hosts =
        allowedEndpointHosts.stream()
            .map(String::strip)
            .filter(host -> !host.isEmpty())
            .collect(Collectors.toSet());
    return new PlanRun.Choices(
        stage.isBlank() ? new StageChoice.Present() : new StageChoice.Assumed(stage.strip()),
        installationId.strip(),
        hosts,
        clientSecret());
  }

  private String clientSecret() throws IOException {
    if (secretFile == null) {
      String fromEnvironment = System.getenv("TPR_CLIENT_SECRET");
      return fromEnvironment == null ? "" : fromEnvironment.strip();
    }
    String secret = Files.readString(secretFile).strip();
    if (secret.isEmpty()) {
      throw new IOException(secretFile + " is empty; write the client secret into it");
    }
    return secret;
  }

  private Cluster cluster() {
    if (offline) {
      return new NoCluster();
    }
    Config config = ClusterConfig.of(kubeconfig);
    boolean isConfigured =
        kubeconfig != null
            || config.getCurrentContext() != null
            || System.getenv("KUBERNETES_SERVICE_HOST") != null;
    return isConfigured ? new ApiServerCluster(ApiServerConnection.to(config)) : new NoCluster();
  }

  private int print(PlanDocument document) {
    spec.commandLine()
        .getOut()
        .print(
            switch (arguments.output()) {
              case TEXT -> PlanText.of(document);
              case JSON -> OutputFormat.json(document);
            });
    spec.commandLine().getOut().flush();
    if (document.failed()) {
      return FAILED;
    }
    return document.changes() ? CHANGES : NO_CHANGES;
  }

  private int failed(String message) {
    spec.commandLine().getErr().println("tpr plan: " + message);
    return FAILED;
  }
}
