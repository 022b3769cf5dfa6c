package dev.tokenprotection.app.approve;

import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.app.ClusterConfig;
import dev.tokenprotection.app.Terminal;
import dev.tokenprotection.kubernetes.apiserver.ApiServerConnection;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tpr approve}: says yes to what a rollout asks for. */
@Command(
    name = "approve",
    description = {
      "Approves that a rollout leaves its present stage, in your own name.",
      "",
      "Shows how the rollout stands and what leaving the stage would write to Entra, and asks. The"
          + " yes is a StageApproval; it counts for this plan only, and not for a later one."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:approved, now or before",
      "1:not approved, with one sentence on standard error",
      "2:wrong usage"
    })
public final class ApproveCommand implements Callable<Integer> {
  private static final int APPROVED = 0;
  private static final int NOT_APPROVED = 1;

  @Parameters(
      index = "0",
      paramLabel = "ROLLOUT",
      description = "Name of the TokenProtectionRollout.")
  private String rollout;

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAMESPACE",
      description = "Of the rollout (default: that of the context, else default).")
  private String namespace;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why, for the record (default: none).")
  private String reason;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask: approve what is shown.")
  private boolean yes;

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "The cluster (default: the current context of the usual kubeconfig).")
  private Path kubeconfig;

  @Spec private CommandSpec spec;

  private final InputStream standardInput;
  private final Function<Path, KubernetesClient> clients;

  /** The command as users run it. */
  public ApproveCommand() {
    this(System.in, file -> ApiServerConnection.to(ClusterConfig.of(file)));
  }

  /**
   * @param standardInput where the answer comes from; not closed
   * @param clients makes a client from a kubeconfig, null for the usual one; it is closed
   */
  public ApproveCommand(InputStream standardInput, Function<Path, KubernetesClient> clients) {
    this.standardInput = standardInput;
    this.clients = clients;
  }

  @Override
  public Integer call() throws IOException {
    Terminal.quietLogs();
    try (KubernetesClient client = clients.apply(kubeconfig)) {
      String where =
          namespace == null
              ? Optional.ofNullable(client.getNamespace()).orElse("default")
              : namespace;
      return approve(new OpenRequests(client, where));
    } catch (ApprovalRefused e) {
      return notApproved(e.getMessage());
    }
  }

  private int approve(OpenRequests requests) throws IOException {
    TokenProtectionRollout asking = requests.asking(rollout);
    String caller = requests.caller();
    out().print(RequestText.of(asking));
    if (!yes && !isConfirmed(caller)) {
      return notApproved("nothing was approved; answer y, or give --yes");
    }
    out()
        .println(
            switch (requests.approve(asking, caller, reason)) {
              case OpenRequests.Answered.Approved(String name) ->
                  "Approved as %s, by StageApproval %s.".formatted(caller, name);
              case OpenRequests.Answered.Already already ->
                  "You have approved this already, as %s.".formatted(caller);
            });
    return APPROVED;
  }

  private boolean isConfirmed(String caller) throws IOException {
    out().print("\nApprove this as %s? [y/N] ".formatted(caller));
    out().flush();
    String answer =
        new BufferedReader(new InputStreamReader(standardInput, StandardCharsets.UTF_8)).readLine();
    return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private int notApproved(String sentence) {
    spec.commandLine().getErr().println("tpr approve: " + sentence);
    return NOT_APPROVED;
  }
}
