package dev.tokenprotection.simulator.signin.policy;

/** A word of a device filter rule and where it starts. */
sealed interface DeviceFilterToken {
  int position();

  /** {@code ( ) [ ] ,} or the end of the rule, which is a NUL. */
  record Mark(int position, char sign) implements DeviceFilterToken {}

  /** {@code -eq}, {@code -and}, {@code -not}: in lower case, without the hyphen. */
  record Operator(int position, String name) implements DeviceFilterToken {}

  /** {@code device.trustType}, {@code True}, {@code null}. */
  record Word(int position, String text) implements DeviceFilterToken {}

  /** A text in quotes, without them. */
  record Text(int position, String text) implements DeviceFilterToken {}
}
