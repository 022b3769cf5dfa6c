package dev.tokenprotection.dev.testbed;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.ConfigBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;

/**
 * A kubeconfig file with one cluster, one user and one context, and no reference to other files.
 */
final class Kubeconfig {
  private Kubeconfig() {}

  /**
   * The file's text.
   *
   * @param server the API server's address
   * @param certificateAuthority its certificate authority, PEM in Base64
   * @param user what proves who calls
   */
  static String yaml(String server, String certificateAuthority, AuthInfo user) {
    return Serialization.asYaml(
        new ConfigBuilder()
            .withApiVersion("v1")
            .withKind("Config")
            .addNewCluster()
            .withName("testbed")
            .withNewCluster()
            .withServer(server)
            .withCertificateAuthorityData(certificateAuthority)
            .endCluster()
            .endCluster()
            .addNewUser()
            .withName("testbed")
            .withUser(user)
            .endUser()
            .addNewContext()
            .withName("testbed")
            .withNewContext()
            .withCluster("testbed")
            .withUser("testbed")
            .withNamespace("default")
            .endContext()
            .endContext()
            .withCurrentContext("testbed")
            .build());
  }
}
