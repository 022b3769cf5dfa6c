package dev.tokenprotection.tests.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/** Emergency access accounts as an EntraTenant declares them, by object id. */
record BreakGlassDeclared(Set<String> users, Set<String> groups) {
  static final BreakGlassDeclared NOTHING = new BreakGlassDeclared(Set.of(), Set.of());

  BreakGlassDeclared {
    users = Set.copyOf(users);
    groups = Set.copyOf(groups);
  }

  static BreakGlassDeclared in(JsonNode entraTenant) {
    JsonNode declared = entraTenant.at("/spec/breakGlass");
    return new BreakGlassDeclared(texts(declared.path("users")), texts(declared.path("groups")));
  }

  /** What both declare. */
  BreakGlassDeclared and(BreakGlassDeclared other) {
    return new BreakGlassDeclared(common(users, other.users), common(groups, other.groups));
  }

  private static Set<String> common(Set<String> some, Set<String> others) {
    Set<String> common = new HashSet<>(some);
    common.retainAll(others);
    return common;
  }

  private static Set<String> texts(JsonNode array) {
    Set<String> texts = new HashSet<>();
    array.forEach(value -> texts.add(value.asText()));
    return texts;
  }
}
