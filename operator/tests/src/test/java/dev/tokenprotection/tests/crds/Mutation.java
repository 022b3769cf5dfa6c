package dev.tokenprotection.tests.crds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Changes a resource at random places, in ways that people and templates do. */
final class Mutation {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final List<String> TEXTS =
      List.of(
          "",
          "0s",
          "2h",
          "1d12h",
          "7d ",
          "5",
          "0%",
          "99.9%",
          "100%",
          "101%",
          "10.12345%",
          "Enforceable",
          "Enforced",
          "ReportOnly",
          "Adopt",
          "AppleNative",
          "Windows365",
          "CloudPC",
          "LogAnalytics",
          "ManagedIdentity",
          "ClientSecret",
          "Deny",
          "office",
          "Office",
          "a b",
          "ada@contoso.com",
          "https://graph.example",
          "99999999-9999-4999-8999-999999999999",
          "99999999-9999-4999-8999-99999999999g",
          "x".repeat(64),
          "ü".repeat(300));

  private final RandomGenerator random;

  Mutation(RandomGenerator random) {
    this.random = random;
  }

  /** Changes {@code spec} in one to three places. */
  void apply(ObjectNode resource) {
    int places = 1 + random.nextInt(3);
    for (int i = 0; i < places; i++) {
      List<JsonNode> containers = new ArrayList<>();
      collect(resource.get("spec"), containers);
      if (containers.isEmpty()) {
        return;
      }
      switch (containers.get(random.nextInt(containers.size()))) {
        case ObjectNode object -> change(object);
        case ArrayNode list -> change(list);
        default -> throw new IllegalStateException("only containers are collected");
      }
    }
  }

  private static void collect(JsonNode node, List<JsonNode> containers) {
    if (node.isContainerNode()) {
      containers.add(node);
      node.forEach(child -> collect(child, containers));
    }
  }

  private void change(ObjectNode object) {
    if (object.isEmpty() || random.nextInt(12) == 0) {
      object.set("unheardOf", value());
      return;
    }
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    String name = names.get(random.nextInt(names.size()));
    if (random.nextInt(4) == 0) {
      object.remove(name);
    } else {
      object.set(name, value());
    }
  }

  private void change(ArrayNode list) {
    if (list.isEmpty()) {
      list.add(value());
      return;
    }
    int index = random.nextInt(list.size());
    switch (random.nextInt(3)) {
      case 0 -> list.remove(index);
      case 1 -> list.add(list.get(index).deepCopy());
      default -> list.set(index, value());
    }
  }

  private JsonNode value() {
    return switch (random.nextInt(12)) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.booleanNode(random.nextBoolean());
      case 2 -> JSON.numberNode(random.nextInt(-2, 3));
      case 3 -> JSON.numberNode(random.nextInt(0, 2_000_000_000));
      case 4 -> JSON.numberNode(random.nextInt(100) + 0.5);
      case 5 -> JSON.objectNode();
      case 6 -> JSON.arrayNode();
      default -> JSON.textNode(TEXTS.get(random.nextInt(TEXTS.size())));
    };
  }
}
