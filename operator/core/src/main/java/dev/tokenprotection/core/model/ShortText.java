package dev.tokenprotection.core.model;

/** Texts for places with a limit. */
public final class ShortText {
  private ShortText() {}

  /** The text if it has at most {@code longest} characters, else its beginning with an ellipsis. */
  public static String of(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
  }
}
