package dev.tokenprotection.tests.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tokenprotection.dev.testbed.ProjectHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The container image in {@code target/image}, unpacked: its program, on its Java runtime, started
 * by its entry point. What a container adds is not here (see {@code operator/tests/node}).
 */
public final class ShippedImage {
  private static final String ARCHIVE = "-XX:AOTCache=";
  private static final ShippedImage SHARED = unpack();

  private final Path root;
  private final List<String> entryPoint;

  private ShippedImage(Path root, List<String> entryPoint) {
    this.root = root;
    this.entryPoint = entryPoint;
  }

  public static ShippedImage get() {
    return SHARED;
  }

  public Path root() {
    return root;
  }

  /** The words that start the program, to be followed by its arguments. */
  public List<String> command() {
    List<String> command = new ArrayList<>();
    for (String word : entryPoint) {
      if (word.startsWith("/")) {
        command.add(root + word);
      } else if (word.startsWith(ARCHIVE)) {
        command.add(ARCHIVE + root + word.substring(ARCHIVE.length()));
      } else {
        command.add(word);
      }
    }
    return command;
  }

  private static ShippedImage unpack() {
    try {
      Path layout = ProjectHome.find().directory().resolve("target/image");
      Path root = Files.createTempDirectory("image");
      JsonNode index = read(layout.resolve("index.json"));
      JsonNode manifest = blob(layout, index.path("manifests").get(0));
      for (JsonNode layer : manifest.path("layers")) {
        unpack(file(layout, layer), root);
      }
      List<String> entryPoint = new ArrayList<>();
      blob(layout, manifest.path("config"))
          .path("config")
          .path("Entrypoint")
          .forEach(word -> entryPoint.add(word.asText()));
      return new ShippedImage(root, List.copyOf(entryPoint));
    } catch (IOException e) {
      throw new UncheckedIOException("no image; run mvn -Pimage -DskipTests package", e);
    }
  }

  private static void unpack(Path layer, Path root) throws IOException {
    try {
      int code =
          new ProcessBuilder("tar", "-xzf", layer.toString(), "-C", root.toString())
              .inheritIO()
              .start()
              .waitFor();
      if (code != 0) {
        throw new IOException("tar could not unpack " + layer);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static JsonNode blob(Path layout, JsonNode descriptor) throws IOException {
    return read(file(layout, descriptor));
  }

  private static Path file(Path layout, JsonNode descriptor) {
    return layout.resolve("blobs").resolve(descriptor.path("digest").asText().replace(':', '/'));
  }

  private static JsonNode read(Path file) throws IOException {
    return new ObjectMapper().readTree(file.toFile());
  }
}
