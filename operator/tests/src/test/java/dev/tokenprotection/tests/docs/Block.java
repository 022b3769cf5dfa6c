package dev.tokenprotection.tests.docs;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A fenced block of a page.
 *
 * @param page the page's path from the root
 * @param line of its first line
 * @param language behind the fence; empty when there is none
 * @param text without the fences
 */
record Block(String page, int line, String language, String text) {
  private static final Pattern FENCE = Pattern.compile("^( *)```(\\S*).*$");
  private static final Pattern INLINE = Pattern.compile("`([^`\n]+)`");

  /** All blocks of all pages. */
  static List<Block> all() {
    return Checkout.pages().stream().flatMap(page -> of(page).stream()).toList();
  }

  private static List<Block> of(Path page) {
    List<Block> blocks = new ArrayList<>();
    List<String> lines = lines(page);
    for (int i = 0; i < lines.size(); i++) {
      Matcher fence = FENCE.matcher(lines.get(i));
      if (fence.matches()) {
        int first = i + 1;
        List<String> text = new ArrayList<>();
        for (i++; !lines.get(i).strip().equals("```"); i++) {
          text.add(lines.get(i));
        }
        blocks.add(
            new Block(Checkout.name(page), first + 1, fence.group(2), String.join("\n", text)));
      }
    }
    return blocks;
  }

  /** A page's text without its fenced blocks, line by line, so that numbers of lines stay. */
  static List<String> prose(Path page) {
    List<String> prose = new ArrayList<>();
    boolean fenced = false;
    for (String line : lines(page)) {
      boolean fence = FENCE.matcher(line).matches();
      prose.add(fence || fenced ? "" : line);
      fenced ^= fence;
    }
    return prose;
  }

  private static List<String> lines(Path page) {
    try {
      return Files.readAllLines(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is printed as code within sentences, each as a block of its own. */
  static List<Block> inline() {
    List<Block> blocks = new ArrayList<>();
    for (Path page : Checkout.pages()) {
      List<String> lines = prose(page);
      for (int i = 0; i < lines.size(); i++) {
        Matcher code = INLINE.matcher(lines.get(i));
        while (code.find()) {
          blocks.add(new Block(Checkout.name(page), i + 1, "", code.group(1)));
        }
      }
    }
    return blocks;
  }

  /** Whether it is to be typed into a shell as it stands. */
  boolean isShell() {
    return language.equals("sh");
  }

  /**
   * The commands that a reader types: all of a shell's block, the lines with a prompt of a recorded
   * session. Without comments; a command of several lines is one.
   */
  List<String> commands() {
    String typed =
        switch (language) {
          case "sh", "" -> text;
          case "console" ->
              text.lines()
                  .filter(line -> line.startsWith("$ "))
                  .map(line -> line.substring(2))
                  .collect(joining("\n"));
          default -> "";
        };
    return Stream.of(typed.replace("\\\n", " ").split("\n"))
        .map(command -> command.replaceFirst("(^|\\s)#\\s.*$", "").strip())
        .filter(command -> !command.isEmpty())
        .toList();
  }

  @Override
  public String toString() {
    return page + ":" + line;
  }
}
