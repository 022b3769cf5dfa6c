package dev.tokenprotection.dev.simulate;

import dev.tokenprotection.simulator.SimulatedTenant;
import dev.tokenprotection.simulator.scenario.Scenario;
import dev.tokenprotection.simulator.scenario.ScenarioException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Serves a simulated tenant until it is told to stop. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = "Serves a simulated Entra tenant on loopback, for any Graph client.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:stopped by Ctrl-C", "1:could not start", "2:wrong usage"})
public final class SimulateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--scenario",
      defaultValue = "default",
      description = "A scenario that ships with tpr, or a YAML file (default: default).")
  private String scenario;

  @Option(
      names = "--port",
      defaultValue = "0",
      description = "Port on 127.0.0.1 (default: a free one).")
  private int port;

  @Option(
      names = "--speed",
      defaultValue = "1",
      description = "How many times as fast as the machine's clock (default: 1).")
  private int speed;

  @Option(
      names = "--host-name",
      description =
          "A further name that the certificate is good for, such as graph.microsoft.com behind a"
              + " proxy; may be given several times.")
  private List<String> hostNames = List.of();

  @Option(
      names = "--ca-file",
      defaultValue = "simulated-tenant-ca.pem",
      description =
          "Where to write the certificate of its authority (default: simulated-tenant-ca.pem).")
  private Path caFile;

  @Option(
      names = "--request-log",
      description = "File for a JSON line per request, with the state before and after.")
  private Path requestLog;

  @Override
  public Integer call() throws InterruptedException {
    if (speed < 1) {
      throw new ParameterException(spec.commandLine(), "--speed takes a number from 1 up");
    }
    try {
      Scenario content = Scenario.find(scenario);
      try (SimulatedTenant tenant = start(content)) {
        content.plant(tenant.faults());
        Files.writeString(caFile, tenant.caCertificatePem());
        describe(content, tenant, System.out);
        // Ctrl-C ends the process; there is nothing outside it to clean up.
        new CountDownLatch(1).await();
        return 0;
      }
    } catch (ScenarioException e) {
      System.err.println("tpr simulate: " + e.getMessage());
      return 1;
    } catch (IOException | UncheckedIOException e) {
      System.err.println("tpr simulate: could not start: " + e.getMessage());
      return 1;
    }
  }

  private SimulatedTenant start(Scenario content) {
    SimulatedTenant.Builder builder =
        SimulatedTenant.builder()
            .clock(new ScaledClock(speed))
            .tenantId(content.tenantId())
            .scenario(content)
            .hostNames(hostNames)
            .port(port);
    if (requestLog != null) {
      builder.requestLog(requestLog);
    }
    return builder.start();
  }

  private void describe(Scenario content, SimulatedTenant tenant, PrintStream out) {
    out.printf("%s%n%n", content.description());
    out.printf("Graph:         %s%n", tenant.graphUri());
    out.printf("Token service: %s%n", tenant.loginUri());
    out.printf("Tenant id:     %s%n", content.tenantId());
    out.printf("CA:            %s%n", caFile.toAbsolutePath());
    tenant
        .tenant()
        .apps()
        .all()
        .forEach(app -> out.printf("Application:   %s (%s)%n", app.clientId(), app.displayName()));
    out.printf("Ctrl-C stops it.%n");
    out.flush();
  }
}
