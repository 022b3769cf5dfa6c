package dev.tokenprotection.simulator.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.fault.Faults;
import dev.tokenprotection.simulator.fault.RequestMatcher;
import dev.tokenprotection.simulator.population.Population;
import dev.tokenprotection.simulator.scenario.ScenarioFile.FaultPart;
import dev.tokenprotection.simulator.tenant.Tenant;
import dev.tokenprotection.simulator.tenant.TenantContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a simulated tenant is like, read from a file. The same file gives the same tenant with the
 * same ids every time.
 */
public final class Scenario implements TenantContent {
  /** The scenarios that come with the simulator. */
  public static final List<String> SHIPPED =
      List.of(
          "default",
          "late-telemetry",
          "no-telemetry",
          "pilot-mixed",
          "pilot-unbound-clients",
          "pilot-unbroken",
          "v1-shaped-rows");

  private final String name;
  private final ScenarioFile file;
  private final ScenarioAssembly assembly;
  private final Population population;
  private final List<GroupPlan> groups;

  private Scenario(String name, ObjectNode tree) {
    this.name = name;
    this.file = ScenarioYaml.bind(name, tree);
    this.assembly = new ScenarioAssembly(name, file);
    this.population = assembly.population();
    GroupAssembly members = new GroupAssembly(name, assembly.seed(), population, file.groups());
    this.groups = file.groups().stream().map(members::plan).toList();
    assembly.signIns();
    assembly.licences();
    assembly.checkFaults();
  }

  /**
   * The scenario that somebody asks for on a command line: one of {@link #SHIPPED}, else a path.
   *
   * @throws ScenarioException when there is no such scenario, or it can't be used
   */
  public static Scenario find(String nameOrPath) {
    return SHIPPED.contains(nameOrPath) ? named(nameOrPath) : read(Path.of(nameOrPath));
  }

  /**
   * One of the scenarios that come with the simulator.
   *
   * @throws ScenarioException when there is none of that name
   */
  public static Scenario named(String name) {
    return new Scenario(name, layered(name, shippedText(name), new HashSet<>(Set.of(name))));
  }

  /**
   * A scenario file of somebody's own; it may be based on a shipped one.
   *
   * @throws ScenarioException when it can't be read or used
   */
  public static Scenario read(Path path) {
    String name = Objects.toString(path.getFileName());
    if (!Files.isReadable(path)) {
      throw new ScenarioException(
          name, "there is no such file, and shipped scenarios are " + String.join(", ", SHIPPED));
    }
    try {
      return parse(name, Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A scenario given as text.
   *
   * @param name for messages
   * @throws ScenarioException when it can't be used
   */
  public static Scenario parse(String name, String yaml) {
    return new Scenario(name, layered(name, yaml, new HashSet<>()));
  }

  public String name() {
    return name;
  }

  /** One sentence for people; empty when the file has none. */
  public String description() {
    return Objects.requireNonNullElse(file.description(), "").strip();
  }

  /** The id of the tenant that it describes. */
  public String tenantId() {
    return assembly.tenant().id();
  }

  /** All people, with their devices. */
  public Population population() {
    return population;
  }

  /** Fills an empty tenant, whose people have been signing in for a while by now. */
  @Override
  public void fill(Tenant tenant) {
    new Settlement(tenant, file, assembly, population, groups).settle();
  }

  /** Asks for the faults of the scenario; a reset of the tenant forgets them. */
  public void plant(Faults faults) {
    file.faults()
        .forEach(
            part ->
                faults.on(
                    matcher(part),
                    Objects.requireNonNullElse(part.times(), 1),
                    part.answer().fault()));
  }

  private static RequestMatcher matcher(FaultPart part) {
    RequestMatcher path = RequestMatcher.path(Pattern.quote(part.path()));
    return part.method() == null ? path : RequestMatcher.method(part.method()).and(path);
  }

  private static ObjectNode layered(String name, String text, Set<String> below) {
    ObjectNode own = ScenarioYaml.tree(name, text);
    if (!own.has("basedOn")) {
      return own;
    }
    String base = own.path("basedOn").asText();
    if (!below.add(base)) {
      throw new ScenarioException(name, "basedOn: goes round in a circle at " + base);
    }
    return ScenarioLayers.merged(layered(base, shippedText(base), below), own);
  }

  private static String shippedText(String name) {
    try (InputStream text = Scenario.class.getResourceAsStream("/scenarios/" + name + ".yaml")) {
      if (text == null || !SHIPPED.contains(name)) {
        throw new ScenarioException(
            name, "no scenario of that name; shipped are " + String.join(", ", SHIPPED));
      }
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
