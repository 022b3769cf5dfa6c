package dev.tokenprotection.simulator.scenario;

/** A scenario file that cannot be used; the message names the file, the place and the remedy. */
public final class ScenarioException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ScenarioException(String scenario, String problem) {
    super("scenario %s: %s".formatted(scenario, problem));
  }

  ScenarioException(String scenario, int line, String problem) {
    super("scenario %s, line %d: %s".formatted(scenario, line, problem));
  }
}
