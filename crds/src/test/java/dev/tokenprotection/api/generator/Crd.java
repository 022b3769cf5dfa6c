package dev.tokenprotection.api.generator;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One CustomResourceDefinition as it is written to disk.
 *
 * @param kind the kind, for example {@code EntraTenant}
 * @param document the whole definition
 */
record Crd(String kind, ObjectNode document) {
  String name() {
    return document.at("/metadata/name").textValue();
  }

  ObjectNode version() {
    return (ObjectNode) document.at("/spec/versions/0");
  }

  ObjectNode schema() {
    return (ObjectNode) version().at("/schema/openAPIV3Schema");
  }
}
