package dev.tokenprotection.app.validate;

/**
 * An objection with the place in a file that it is about.
 *
 * @param source the file as it was named, or {@code stdin}
 * @param line from 1
 * @param resource kind and name, for example {@code EntraTenant contoso}; empty if the text could
 *     not be read as a resource
 * @param path the field, for example {@code spec.stages[1].name}; empty for the whole resource
 * @param message what is wrong
 */
public record Problem(String source, int line, String resource, String path, String message) {
  /** One line for a person, as compilers write it. */
  public String text() {
    StringBuilder text = new StringBuilder(source).append(':').append(line).append(": ");
    for (String part : new String[] {resource, path}) {
      if (!part.isEmpty()) {
        text.append(part).append(": ");
      }
    }
    return text.append(message).toString();
  }
}
