package dev.tokenprotection.simulator.signin.policy;

/** A device filter rule that Entra would refuse. */
public final class DeviceFilterSyntaxException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  DeviceFilterSyntaxException(String rule, int position, String problem) {
    super("device filter rule, at character %d: %s: %s".formatted(position + 1, problem, rule));
  }
}
