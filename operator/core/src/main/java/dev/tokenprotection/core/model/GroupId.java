package dev.tokenprotection.core.model;

import java.util.Locale;

/**
 * The object id of a group in Entra (Graph, group resource type, id). Directory object ids compare
 * without regard to case, so it is kept in lower case.
 *
 * @param value the id, never blank
 */
public record GroupId(String value) implements Comparable<GroupId> {
  public GroupId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("an object id must not be blank");
    }
    value = value.toLowerCase(Locale.ROOT);
  }

  @Override
  public int compareTo(GroupId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
