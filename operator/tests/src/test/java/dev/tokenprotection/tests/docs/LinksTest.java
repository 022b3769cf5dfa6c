package dev.tokenprotection.tests.docs;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Links between pages, and the parts of pages that they name. */
class LinksTest {
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("^#+ (.*)$");

  @Test
  void every_relative_link_leads_to_a_file_and_to_a_heading_in_it() {
    List<String> broken = new ArrayList<>();
    for (Path page : Checkout.pages()) {
      List<String> lines = Block.prose(page);
      for (int i = 0; i < lines.size(); i++) {
        Matcher link = LINK.matcher(lines.get(i));
        while (link.find()) {
          String target = link.group(1);
          if (!target.matches("[a-z]+:.*") && !isThere(page, target)) {
            broken.add("%s:%d: %s".formatted(Checkout.name(page), i + 1, target));
          }
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void every_page_below_docs_is_reached_from_its_index() {
    Set<Path> reached = linkedFrom(Checkout.file("docs/README.md"));
    reached.addAll(linkedFrom(Checkout.file("docs/reference/README.md")));
    assertThat(Checkout.pages())
        .filteredOn(page -> page.startsWith(Checkout.file("docs")))
        .filteredOn(page -> !page.equals(Checkout.file("docs/README.md")))
        .allSatisfy(page -> assertThat(reached).as(Checkout.name(page)).contains(page));
  }

  private static Set<Path> linkedFrom(Path page) {
    return Block.prose(page).stream()
        .flatMap(line -> LINK.matcher(line).results())
        .map(link -> link.group(1).replaceFirst("#.*", ""))
        .filter(target -> !target.isEmpty())
        .map(target -> page.resolveSibling(target).normalize())
        .collect(toSet());
  }

  private static boolean isThere(Path page, String target) {
    int hash = target.indexOf('#');
    String file = hash < 0 ? target : target.substring(0, hash);
    Path there = file.isEmpty() ? page : page.resolveSibling(file).normalize();
    return Files.exists(there)
        && (hash < 0 || headings(there).contains(target.substring(hash + 1)));
  }

  /** The anchors that a forge makes of a page's headings. */
  private static Set<String> headings(Path page) {
    return Block.prose(page).stream()
        .map(HEADING::matcher)
        .filter(Matcher::matches)
        .map(heading -> anchor(heading.group(1)))
        .collect(toSet());
  }

  private static String anchor(String heading) {
    return heading
        .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}_\\- ]", "")
        .replace(' ', '-');
  }
}
