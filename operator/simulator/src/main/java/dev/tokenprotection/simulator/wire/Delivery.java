package dev.tokenprotection.simulator.wire;

/**
 * What the client gets to see of an answer.
 *
 * @param response what was answered
 * @param extent how much of it arrives
 */
public record Delivery(WireResponse response, Extent extent) {
  /** How much of an answer arrives. */
  public enum Extent {
    /** All of it. */
    WHOLE,
    /** Status, headers and half of the body; then the connection is cut. */
    HALF_BODY,
    /** Nothing: the connection is cut. */
    NOTHING
  }

  /** All of it arrives. */
  public static Delivery whole(WireResponse response) {
    return new Delivery(response, Extent.WHOLE);
  }
}
