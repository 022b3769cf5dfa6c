package dev.tokenprotection.app;

import io.fabric8.kubernetes.client.Config;
import java.nio.file.Path;

/** The cluster that a command works with, found as kubectl finds it. */
public final class ClusterConfig {
  private ClusterConfig() {}

  /**
   * @param kubeconfig the file that the user named; null for the usual kubeconfig, or the cluster
   *     in which this runs
   */
  public static Config of(Path kubeconfig) {
    return kubeconfig == null
        ? Config.autoConfigure(null)
        : Config.fromKubeconfig(kubeconfig.toFile());
  }
}
