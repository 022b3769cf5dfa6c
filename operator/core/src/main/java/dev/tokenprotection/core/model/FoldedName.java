package dev.tokenprotection.core.model;

import java.text.Normalizer;

/**
 * A display name as a person sees it: typeset dashes and spaces compare equal to the plain ones,
 * and so do composed and compatibility characters. Documents and editors put them in unasked: the
 * how-to guide for token protection itself writes a non-breaking hyphen in a group's name. Case
 * matters.
 *
 * @param value the folded name
 */
public record FoldedName(String value) {
  public static FoldedName of(String displayName) {
    String composed = Normalizer.normalize(displayName, Normalizer.Form.NFKC);
    StringBuilder folded = new StringBuilder(composed.length());
    composed
        .codePoints()
        .map(FoldedName::fold)
        .filter(c -> c >= 0)
        .forEach(folded::appendCodePoint);
    return new FoldedName(folded.toString().strip().replaceAll(" {2,}", " "));
  }

  /**
   * The beginning that every name of this folded form has, whatever its dashes and spaces: letters
   * and digits of ASCII.
   */
  public String plainPrefix() {
    int end = 0;
    while (end < value.length() && isPlain(value.charAt(end))) {
      end++;
    }
    return value.substring(0, end);
  }

  private static boolean isPlain(char c) {
    return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
  }

  /** The code point to compare by; negative for one that is invisible. */
  private static int fold(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.DASH_PUNCTUATION -> '-';
      case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
          ' ';
      case Character.FORMAT -> -1;
      default -> codePoint == 0x2212 ? '-' : codePoint;
    };
  }
}
