package dev.tokenprotection.app.validate;

/**
 * A text with resources in it.
 *
 * @param source the file as it was named, or {@code stdin}
 * @param text YAML with any number of documents, or JSON
 */
public record Manifest(String source, String text) {}
