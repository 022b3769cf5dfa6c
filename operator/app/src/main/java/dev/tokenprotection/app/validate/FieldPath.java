package dev.tokenprotection.app.validate;

import java.util.regex.Pattern;

/**
 * Where in a resource something is, written as the API server writes it: {@code
 * spec.stages[1].name}.
 *
 * @param text the path; empty for the resource itself
 */
public record FieldPath(String text) {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");
  private static final FieldPath ROOT = new FieldPath("");

  /** The resource itself. */
  public static FieldPath root() {
    return ROOT;
  }

  /** A field of the object at this path. */
  public FieldPath field(String name) {
    if (!PLAIN.matcher(name).matches()) {
      return new FieldPath(text + "[" + name + "]");
    }
    return new FieldPath(text.isEmpty() ? name : text + "." + name);
  }

  /** An item of the list at this path, from 0. */
  public FieldPath item(int index) {
    return new FieldPath(text + "[" + index + "]");
  }

  /** The path of {@code below}, which starts at this path. */
  FieldPath append(FieldPath below) {
    if (text.isEmpty() || below.text.isEmpty()) {
      return text.isEmpty() ? below : this;
    }
    return new FieldPath(text + (below.text.startsWith("[") ? "" : ".") + below.text);
  }

  /** What this is a field or an item of; the root is its own parent. */
  FieldPath parent() {
    int end = text.endsWith("]") ? text.lastIndexOf('[') : Math.max(text.lastIndexOf('.'), 0);
    return new FieldPath(text.substring(0, Math.max(end, 0)));
  }

  boolean isRoot() {
    return text.isEmpty();
  }

  @Override
  public String toString() {
    return text;
  }
}
