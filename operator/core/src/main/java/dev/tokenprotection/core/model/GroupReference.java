package dev.tokenprotection.core.model;

/** How a rollout names a group that exists already. */
public sealed interface GroupReference {
  /** By object id. */
  record ById(GroupId id) implements GroupReference {}

  /** By display name, which Entra does not keep unique: exactly one match, or a stop. */
  record ByDisplayName(String displayName) implements GroupReference {}

  /** The reference as a person wrote it, for messages. */
  default String asWritten() {
    return switch (this) {
      case ById byId -> byId.id().value();
      case ByDisplayName byName -> byName.displayName();
    };
  }
}
