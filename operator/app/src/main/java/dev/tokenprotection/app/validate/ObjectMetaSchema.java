package dev.tokenprotection.app.validate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The fields of {@code metadata}, which every CRD has without saying so. Source: Kubernetes API
 * reference, common definitions, ObjectMeta v1 meta.
 */
final class ObjectMetaSchema {
  private static final List<String> TEXTS =
      List.of(
          "creationTimestamp",
          "deletionTimestamp",
          "generateName",
          "name",
          "namespace",
          "resourceVersion",
          "selfLink",
          "uid");

  private ObjectMetaSchema() {}

  static ObjectNode structural() {
    ObjectNode metadata = typed("object");
    ObjectNode properties = metadata.putObject("properties");
    TEXTS.forEach(name -> properties.set(name, typed("string")));
    for (String name : List.of("generation", "deletionGracePeriodSeconds")) {
      properties.set(name, typed("integer"));
    }
    for (String name : List.of("annotations", "labels")) {
      properties.set(name, typed("object").set("additionalProperties", typed("string")));
    }
    properties.set("finalizers", typed("array").set("items", typed("string")));
    for (String name : List.of("managedFields", "ownerReferences")) {
      properties.set(name, typed("array").set("items", typed("object")));
    }
    return metadata;
  }

  private static ObjectNode typed(String type) {
    return JsonNodeFactory.instance.objectNode().put("type", type);
  }
}
