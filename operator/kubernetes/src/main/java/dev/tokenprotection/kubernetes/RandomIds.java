package dev.tokenprotection.kubernetes;

import java.security.SecureRandom;
import java.util.function.Supplier;

/** Short random ids that people can read out: attempts, stops, intents. */
final class RandomIds implements Supplier<String> {
  /** No letters that look like digits, and no vowels that make words. */
  private static final String ALPHABET = "bcdfghjkmnpqrstvwxz23456789";

  private static final int LENGTH = 6;

  private final SecureRandom random = new SecureRandom();

  @Override
  public String get() {
    StringBuilder id = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return id.toString();
  }
}
