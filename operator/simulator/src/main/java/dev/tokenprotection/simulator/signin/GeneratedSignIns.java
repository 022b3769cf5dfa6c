package dev.tokenprotection.simulator.signin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.population.Population;
import dev.tokenprotection.simulator.signin.SignInJson.Part;
import dev.tokenprotection.simulator.tenant.SignInLog;
import dev.tokenprotection.simulator.tenant.SignInQuery;
import dev.tokenprotection.simulator.tenant.SignInQuery.Condition;
import dev.tokenprotection.simulator.tenant.Tenant;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The sign-in log of the simulated people. Nothing happens until somebody reads: then all sign-ins
 * up to the tenant's present are made up, in order, and older rows than the tenant keeps are
 * dropped. Thread-safe.
 */
public final class GeneratedSignIns implements SignInLog {
  private final Tenant tenant;
  private final SignInSettings settings;
  private final SignInRows rows = new SignInRows();
  private final SignInSimulation simulation;
  private final SignInJson json;

  /**
   * The log of these people in this tenant.
   *
   * @param population whose accounts are in the tenant's directory; others never sign in
   * @param start time of the earliest sign-in
   */
  public GeneratedSignIns(
      Tenant tenant, Population population, SignInSettings settings, Instant start) {
    this.tenant = tenant;
    this.settings = settings;
    this.simulation = new SignInSimulation(tenant, population.people(), settings, start, rows::add);
    this.json = new SignInJson(tenant.id(), settings);
  }

  @Override
  public Stream<ObjectNode> rows(SignInQuery query) {
    return switch (settings.telemetry()) {
      case NONE -> Stream.empty();
      case FULL, WITHOUT_DETAILS -> {
        catchUp();
        Set<Part> asked = Part.of(query.members());
        yield holding(query).map(row -> json.write(row, asked));
      }
    };
  }

  private Stream<SignInRow> holding(SignInQuery query) {
    Condition condition = query.condition();
    if (condition.members().isEmpty()) {
      return rows.stream(query);
    }
    Set<Part> asked = Part.of(condition.members());
    return rows.stream(query).filter(row -> condition.holds().test(json.write(row, asked)));
  }

  @Override
  public long written() {
    return switch (settings.telemetry()) {
      case NONE -> 0;
      case FULL, WITHOUT_DETAILS -> {
        catchUp();
        yield rows.added();
      }
    };
  }

  /**
   * Under the tenant's own lock, so that readers and writers of the tenant never wait crosswise.
   */
  private void catchUp() {
    tenant.atomically(
        () -> {
          Instant now = tenant.now();
          simulation.advanceTo(now);
          rows.dropBefore(now.minus(tenant.settings().signIns().retention()));
          return now;
        });
  }
}
