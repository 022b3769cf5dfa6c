package dev.tokenprotection.dev.testbed;

import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubeapitest.binary.BinaryManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The download of kube-api-test: kube-apiserver, etcd and kubectl as the Kubernetes project
 * publishes them for tests (kubernetes-sigs/controller-tools, {@code envtest-releases.yaml}).
 */
final class ServerDownload {
  private static final String VERSION = "1.36.*";

  private ServerDownload() {}

  /** Fetches the servers into {@code directory} unless they are there, and returns it. */
  static Path into(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new TestBedException(
          "%s could not be made: %s.".formatted(directory, e.getMessage()), e);
    }
    new BinaryManager(
            KubeAPIServerConfigBuilder.anAPIServerConfig()
                .withTestDir(directory.toString())
                .withApiServerVersion(VERSION)
                .withOfflineMode(false)
                .build())
        .initAndDownloadIfRequired();
    return directory;
  }
}
