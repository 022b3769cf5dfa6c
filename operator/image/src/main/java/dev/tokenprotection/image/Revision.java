package dev.tokenprotection.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The commit that an image is built from. */
final class Revision {
  private Revision() {}

  /**
   * The commit of a checkout; with {@code -dirty} where tracked files differ from it, and nothing
   * where there is no checkout or no Git.
   */
  static Optional<String> of(Path folder) {
    try {
      Process git =
          new ProcessBuilder(
                  List.of("git", "describe", "--always", "--abbrev=40", "--dirty", "--exclude=*"))
              .directory(folder.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String revision = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return git.waitFor() == 0 ? Optional.of(revision.strip()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
