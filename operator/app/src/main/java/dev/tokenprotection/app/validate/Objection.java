package dev.tokenprotection.app.validate;

/**
 * Something in a resource that is refused.
 *
 * @param path where it is
 * @param message what is wrong with it, without the path
 */
public record Objection(FieldPath path, String message) {}
