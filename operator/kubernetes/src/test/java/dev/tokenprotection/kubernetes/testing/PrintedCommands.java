package dev.tokenprotection.kubernetes.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every command in a text for people can be copied: it names the namespace, and no part is cut. */
public final class PrintedCommands {
  private static final Pattern BEGINNING =
      Pattern.compile("\\b(?:kubectl (?!auth whoami )|tpr approve )");
  private static final Pattern COMPLETE =
      Pattern.compile(
          "kubectl annotate (?:tpr|entratenant) [a-z0-9.-]+ -n [a-z0-9-]+"
              + " tokenprotection\\.dev/[a-z-]+=\\S.*? --overwrite"
              + "|tpr approve [a-z0-9.-]+ -n [a-z0-9-]+");

  private PrintedCommands() {}

  /** Fails for a command that is not complete. */
  public static void check(String text) {
    Matcher command = BEGINNING.matcher(text);
    while (command.find()) {
      assertThat(COMPLETE.matcher(text).region(command.start(), text.length()).lookingAt())
          .as("can be copied: " + text.substring(command.start()))
          .isTrue();
    }
  }
}
