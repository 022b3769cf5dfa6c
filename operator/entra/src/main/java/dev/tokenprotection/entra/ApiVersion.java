package dev.tokenprotection.entra;

/**
 * Which version of Graph the policy calls use. The control is in the v1.0 schema of every cloud;
 * the other one is for a tenant whose v1.0 does not take it yet.
 */
public enum ApiVersion {
  V1_0("v1.0"),
  BETA("beta");

  private final String segment;

  ApiVersion(String segment) {
    this.segment = segment;
  }

  /** The first segment of the path. */
  String segment() {
    return segment;
  }
}
