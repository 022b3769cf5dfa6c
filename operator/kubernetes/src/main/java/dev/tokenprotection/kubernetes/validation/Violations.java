package dev.tokenprotection.kubernetes.validation;

import java.util.ArrayList;
import java.util.List;

/** Collects violations, in the order in which they are found. */
final class Violations {
  private final List<Violation> found = new ArrayList<>();

  void add(String path, String message) {
    found.add(new Violation(path, message));
  }

  /** Refuses a field whose behaviour comes with a later version. */
  void unavailable(String path, String what, String remedy) {
    add(path, what + " not available in this version; " + remedy);
  }

  /** Refuses a value that came with a later version of the schema. */
  void unknownValue(String path) {
    add(
        path,
        "this version does not know the value; use one that `kubectl explain` lists, or update the"
            + " operator");
  }

  List<Violation> all() {
    return found.stream().distinct().toList();
  }
}
