package dev.tokenprotection.app.validate;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What came of judging manifests.
 *
 * @param checked resources that were judged
 * @param skipped resources of other API groups, which were not
 * @param problems all that is refused, in the order of the manifests
 */
public record ValidationReport(int checked, List<String> skipped, List<Problem> problems) {
  static ValidationReport empty() {
    return new ValidationReport(0, List.of(), List.of());
  }

  static ValidationReport of(List<Problem> problems) {
    return new ValidationReport(1, List.of(), problems);
  }

  static ValidationReport skipped(String resource) {
    return new ValidationReport(0, List.of(resource), List.of());
  }

  ValidationReport plus(ValidationReport more) {
    return new ValidationReport(
        checked + more.checked,
        Stream.concat(skipped.stream(), more.skipped.stream()).toList(),
        Stream.concat(problems.stream(), more.problems.stream()).toList());
  }

  /** One line per problem, and a last one that sums up. */
  String text() {
    String lines =
        Stream.concat(
                skipped.stream().map(s -> "skipped: " + s), problems.stream().map(Problem::text))
            .map(line -> line + "\n")
            .collect(Collectors.joining());
    return lines
        + "%d checked, %d skipped, %d problems%n"
            .formatted(checked, skipped.size(), problems.size());
  }

  /** The object that programs read. */
  Contract contract() {
    return new Contract(valid(), checked, skipped, problems);
  }

  /** What {@code tpr validate --output json} prints. */
  record Contract(boolean valid, int checked, List<String> skipped, List<Problem> problems) {}

  /** Whether nothing is refused. */
  public boolean valid() {
    return problems.isEmpty();
  }
}
