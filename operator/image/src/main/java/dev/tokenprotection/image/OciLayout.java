package dev.tokenprotection.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A folder in the form of the <a
 * href="https://github.com/opencontainers/image-spec/blob/main/image-layout.md">OCI image
 * layout</a>: blobs by digest, and an index that names the manifests.
 */
final class OciLayout {
  static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  static final String CONFIG = "application/vnd.oci.image.config.v1+json";
  static final String LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";
  static final String EMPTY = "application/vnd.oci.empty.v1+json";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final Path blobs;
  private final ObjectNode index = JSON.createObjectNode();

  /**
   * @param folder is made, and must not be there yet
   */
  OciLayout(Path folder) throws IOException {
    this.folder = folder;
    blobs = Files.createDirectories(folder.resolve("blobs/sha256"));
    index.put("schemaVersion", 2);
    index.put("mediaType", "application/vnd.oci.image.index.v1+json");
    index.putArray("manifests");
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  /** Moves a layer's file to where it belongs; its descriptor. */
  ObjectNode put(Layer.Written layer) throws IOException {
    Files.move(layer.file(), blob(layer.digest()), StandardCopyOption.REPLACE_EXISTING);
    return descriptor(LAYER, layer.digest(), layer.compressed());
  }

  ObjectNode put(String mediaType, ObjectNode content) throws IOException {
    return put(mediaType, bytes(content));
  }

  ObjectNode put(String mediaType, byte[] content) throws IOException {
    String digest = Digests.of(content);
    Files.write(blob(digest), content);
    return descriptor(mediaType, digest, content.length);
  }

  /** Names a manifest in the index. */
  void list(ObjectNode descriptor) {
    index.withArray("manifests").add(descriptor);
  }

  /** Writes the index; the layout is whole. */
  void finish() throws IOException {
    Files.write(folder.resolve("index.json"), bytes(index));
    Files.writeString(folder.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
  }

  private Path blob(String digest) {
    return blobs.resolve(digest.substring("sha256:".length()));
  }

  private static ObjectNode descriptor(String mediaType, String digest, long size) {
    return object().put("mediaType", mediaType).put("digest", digest).put("size", size);
  }

  private static byte[] bytes(ObjectNode content) throws JsonProcessingException {
    return JSON.writeValueAsString(content).getBytes(StandardCharsets.UTF_8);
  }
}
