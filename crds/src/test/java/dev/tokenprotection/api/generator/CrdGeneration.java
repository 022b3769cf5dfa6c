package dev.tokenprotection.api.generator;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.api.v1alpha1.EntraTenant;
import dev.tokenprotection.api.v1alpha1.StageApproval;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.lang.reflect.ParameterizedType;
import java.util.List;

/** From the API types to the definitions: fabric8's generator, and what it leaves out. */
final class CrdGeneration {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final KubernetesSerialization KUBERNETES = new KubernetesSerialization();

  private CrdGeneration() {}

  static List<Crd> all() {
    return List.of(
        generate(EntraTenant.class),
        generate(TokenProtectionRollout.class),
        generate(StageApproval.class));
  }

  private static Crd generate(Class<? extends CustomResource<?, ?>> type) {
    Crd crd = new Crd(type.getSimpleName(), rawDocument(type));
    orderColumns(crd.version(), type);
    completeRoot(crd.schema(), type);
    return crd;
  }

  private static ObjectNode rawDocument(Class<? extends CustomResource<?, ?>> type) {
    Capture capture = new Capture();
    new CRDGenerator()
        .withOutput(new NoOutput())
        .withPostProcessor(capture)
        .customResourceClasses(type)
        .generate();
    return (ObjectNode) KUBERNETES.convertValue(capture.generated, JsonNode.class);
  }

  /** The generator sorts columns by path; a table is read in the order in which it is declared. */
  private static void orderColumns(ObjectNode version, Class<?> type) {
    ArrayNode columns = version.putArray("additionalPrinterColumns");
    for (var declared : type.getAnnotationsByType(AdditionalPrinterColumn.class)) {
      ObjectNode column = columns.addObject();
      column.put("name", declared.name());
      column.put("type", declared.type().getValue());
      column.put("jsonPath", declared.jsonPath());
      if (declared.priority() > 0) {
        column.put("priority", declared.priority());
      }
    }
  }

  private static void completeRoot(ObjectNode root, Class<?> type) {
    ParameterizedType resource = (ParameterizedType) type.getGenericSuperclass();
    ObjectNode spec = (ObjectNode) root.at("/properties/spec");
    ObjectNode status = (ObjectNode) root.at("/properties/status");
    new SchemaCompletion().complete(spec, resource.getActualTypeArguments()[0]);
    new SchemaCompletion().complete(status, resource.getActualTypeArguments()[1]);
    spec.put("description", "What is wanted.");
    status.put("description", "What the operator found and did; written by the operator only.");
    root.put("description", type.getAnnotation(JsonClassDescription.class).value());
    root.putArray("required").add("spec");
  }

  static ObjectMapper json() {
    return JSON;
  }

  private static final class Capture implements CRDPostProcessor {
    private HasMetadata generated;

    @Override
    public HasMetadata process(HasMetadata crd, String crdSpecVersion) {
      generated = crd;
      return crd;
    }
  }

  /** The generator insists on writing somewhere. */
  private static final class NoOutput implements CRDGenerator.CRDOutput<OutputStream> {
    @Override
    public OutputStream outputFor(String crdName) {
      return new ByteArrayOutputStream();
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
