package dev.tokenprotection.simulator.scenario;

import dev.tokenprotection.simulator.fault.Fault;

/** What goes wrong, in the words of scenario files. */
enum FaultAnswer {
  THROTTLED,
  UNAVAILABLE,
  GATEWAY_TIMEOUT,
  /** The connection is cut before anything is done. */
  CUT,
  /** The request is carried out, and the connection cut without an answer. */
  LOST_RESPONSE,
  /** The request is carried out, and half of the answer arrives. */
  HALF_BODY;

  Fault fault() {
    return switch (this) {
      case THROTTLED -> Fault.Status.throttled();
      case UNAVAILABLE -> Fault.Status.unavailable();
      case GATEWAY_TIMEOUT -> Fault.Status.gatewayTimeout();
      case CUT -> new Fault.Cut();
      case LOST_RESPONSE -> new Fault.LostResponse();
      case HALF_BODY -> new Fault.HalfBody();
    };
  }
}
