package dev.tokenprotection.app.validate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the API server demands of names, whatever the kind. Source: Kubernetes, "Object Names and
 * IDs", sections "DNS Subdomain Names" and "RFC 1123 Label Names".
 */
final class MetadataRules {
  private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final Pattern NAMESPACE = Pattern.compile(LABEL);
  private static final Pattern NAME = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
  private static final int LONGEST_NAME = 253;
  private static final int LONGEST_NAMESPACE = 63;

  private MetadataRules() {}

  static List<Objection> objections(JsonNode resource) {
    JsonNode metadata = resource.path("metadata");
    FieldPath path = FieldPath.root().field("metadata");
    List<Objection> objections = new ArrayList<>();
    String name = metadata.path("name").asText("");
    if (name.isEmpty()) {
      if (metadata.path("generateName").asText("").isEmpty()) {
        objections.add(
            new Objection(path.field("name"), "Required value: name or generateName is required"));
      }
    } else if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
      objections.add(
          new Objection(
              path.field("name"),
              "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters,"
                  + " '-' or '.', and have at most 253 of them"));
    }
    String namespace = metadata.path("namespace").asText("");
    if (!namespace.isEmpty()
        && (namespace.length() > LONGEST_NAMESPACE || !NAMESPACE.matcher(namespace).matches())) {
      objections.add(
          new Objection(
              path.field("namespace"),
              "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or"
                  + " '-', and have at most 63 of them"));
    }
    return objections;
  }
}
