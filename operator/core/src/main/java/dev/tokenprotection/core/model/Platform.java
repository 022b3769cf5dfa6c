package dev.tokenprotection.core.model;

/** A device platform, as Conditional Access names it ({@code conditionalAccessDevicePlatform}). */
public enum Platform {
  WINDOWS("windows"),
  IOS("iOS"),
  MACOS("macOS");

  private final String graphName;

  Platform(String graphName) {
    this.graphName = graphName;
  }

  /** The name in {@code conditions.platforms.includePlatforms}. */
  public String graphName() {
    return graphName;
  }
}
