package dev.tokenprotection.core.model;

/**
 * Which rollout of which installation. It outlives the Kubernetes object: a cluster that is rebuilt
 * from Git gives the same identity, and finds its policies again by it.
 *
 * @param installation the declared id of the installation
 * @param namespace the rollout's namespace
 * @param name the rollout's name
 */
public record RolloutIdentity(String installation, String namespace, String name) {
  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
