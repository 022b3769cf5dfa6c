package dev.tokenprotection.kubernetes.mapping;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;

/** What a person wrote into an annotation to act by: any text will do, also none. */
public final class HandToken {
  /** What all annotations of ours begin with. */
  public static final String PREFIX = "tokenprotection.dev/";

  private static final int LONGEST = 256;

  private HandToken() {}

  /**
   * The token of an annotation; empty when it is not there.
   *
   * @param annotation its name without the prefix
   */
  public static Optional<String> of(HasMetadata resource, String annotation) {
    return Optional.ofNullable(resource.getMetadata().getAnnotations())
        .map(all -> all.get(PREFIX + annotation))
        .map(text -> text.isBlank() ? "unnamed" : text.strip())
        .map(text -> text.length() > LONGEST ? text.substring(0, LONGEST) : text);
  }
}
