package dev.tokenprotection.app.validate;

import java.util.Map;

/** The lines of a file where the fields of a document stand. */
record SourceLines(int first, Map<FieldPath, Integer> lines) {
  /** The line of the field, or of the nearest object around it if the field isn't there. */
  int of(FieldPath path) {
    FieldPath known = path;
    while (!known.isRoot() && !lines.containsKey(known)) {
      known = known.parent();
    }
    return lines.getOrDefault(known, first);
  }
}
