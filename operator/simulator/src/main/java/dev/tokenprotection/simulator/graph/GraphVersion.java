package dev.tokenprotection.simulator.graph;

import java.util.Arrays;
import java.util.Optional;

/** The two versions of the API. */
enum GraphVersion {
  V1("v1.0"),
  BETA("beta");

  private final String segment;

  GraphVersion(String segment) {
    this.segment = segment;
  }

  /** Its first path segment. */
  String segment() {
    return segment;
  }

  static Optional<GraphVersion> of(String segment) {
    return Arrays.stream(values()).filter(v -> v.segment.equalsIgnoreCase(segment)).findFirst();
  }
}
