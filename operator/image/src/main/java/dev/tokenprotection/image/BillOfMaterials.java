package dev.tokenprotection.image;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * What is in the image, in CycloneDX: Maven's list of the jars, and with it the base and the JDK.
 */
final class BillOfMaterials {
  static final String MEDIA_TYPE = "application/vnd.cyclonedx+json";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final ObjectNode document;

  /**
   * @param ofJars as cyclonedx-maven-plugin wrote it
   */
  BillOfMaterials(Path ofJars) throws IOException {
    document = (ObjectNode) JSON.readTree(ofJars.toFile());
    document.withObject("/metadata/component").put("type", "container");
  }

  void add(List<DebianPackage> packages) {
    for (DebianPackage debian : packages) {
      component(debian.name(), debian.version(), debian.purl())
          .putArray("hashes")
          .addObject()
          .put("alg", "SHA-256")
          .put("content", debian.sha256());
    }
  }

  void add(JavaRuntime runtime) {
    String version = runtime.version();
    component("java-runtime", version, "pkg:generic/java-runtime@" + version.replace("+", "%2B"))
        .put("publisher", runtime.vendor())
        .put("description", "Modules of the JDK, linked by jlink");
  }

  private ObjectNode component(String name, String version, String purl) {
    ArrayNode components = document.withArray("components");
    return components
        .addObject()
        .put("type", "library")
        .put("bom-ref", purl)
        .put("name", name)
        .put("version", version)
        .put("purl", purl);
  }

  byte[] bytes() throws IOException {
    return (JSON.writeValueAsString(document) + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
