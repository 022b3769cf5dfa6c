package dev.tokenprotection.kubernetes.mapping;

import dev.tokenprotection.core.model.Commands;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;

/**
 * What a person wrote into an annotation to act by. A stop takes any text, also none; what takes a
 * right of its own takes a token that says who asks.
 */
public final class HandToken {
  /** What all annotations of ours begin with. */
  public static final String PREFIX = Commands.PREFIX;

  private static final int LONGEST = 256;
  private static final String UNNAMED = "unnamed";

  private HandToken() {}

  /**
   * The token of an annotation; empty when it is not there.
   *
   * @param annotation its name without the prefix
   */
  public static Optional<String> of(HasMetadata resource, String annotation) {
    return Optional.ofNullable(resource.getMetadata().getAnnotations())
        .map(all -> all.get(PREFIX + annotation))
        .map(text -> text.isBlank() ? UNNAMED : text.strip())
        .map(text -> text.length() > LONGEST ? text.substring(0, LONGEST) : text);
  }

  /** Whether {@code token} is what stands for an annotation without a text. */
  public static boolean isUnnamed(String token) {
    return UNNAMED.equals(token);
  }
}
