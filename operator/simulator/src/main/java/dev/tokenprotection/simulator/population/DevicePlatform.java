package dev.tokenprotection.simulator.population;

import java.util.Arrays;
import java.util.Optional;

/**
 * The operating system as Conditional Access sees it. Source: Graph, "conditionalAccessPlatforms
 * resource type" for {@link #graphName()}; "device resource type" for {@link #directoryName()}.
 */
public enum DevicePlatform {
  WINDOWS("windows", "Windows"),
  MACOS("macOS", "MacMDM"),
  IOS("iOS", "IPhone"),
  ANDROID("android", "Android"),
  LINUX("linux", "Linux"),
  /** Not sent by the client, or one that no policy can name. */
  UNKNOWN("unknownFutureValue", "Unknown");

  private final String graphName;
  private final String directoryName;

  DevicePlatform(String graphName, String directoryName) {
    this.graphName = graphName;
    this.directoryName = directoryName;
  }

  /** The value in a policy's {@code conditions.platforms}. */
  public String graphName() {
    return graphName;
  }

  /** The value of {@code operatingSystem} of a device in the directory. */
  public String directoryName() {
    return directoryName;
  }

  /** Whether it is one of Apple's. */
  public boolean isApple() {
    return this == MACOS || this == IOS;
  }

  /** The platform that a policy or a What-If request calls so; case does not matter. */
  public static Optional<DevicePlatform> ofGraphName(String name) {
    return Arrays.stream(values()).filter(p -> p.graphName.equalsIgnoreCase(name)).findFirst();
  }
}
