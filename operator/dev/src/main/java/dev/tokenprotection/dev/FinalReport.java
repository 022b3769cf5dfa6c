package dev.tokenprotection.dev;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;

/**
 * What {@code kubectl get} and the report in {@code kubectl describe} show of every tenant and
 * rollout, for machines without kubectl.
 */
final class FinalReport {
  /** The server itself renders the columns, as it does for kubectl. */
  private static final String AS_TABLE = "application/json;as=Table;g=meta.k8s.io;v=v1";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final KubernetesClient client;
  private final PrintStream out;

  FinalReport(KubernetesClient client, PrintStream out) {
    this.client = client;
    this.out = out;
  }

  /**
   * Prints it.
   *
   * @throws IllegalStateException when the API server does not answer
   */
  void print() {
    printTable("entratenants");
    out.println();
    printTable("tokenprotectionrollouts");
    for (TokenProtectionRollout rollout :
        client.resources(TokenProtectionRollout.class).inAnyNamespace().list().getItems()) {
      out.printf(
          "%n%s in %s%n  Report:%n",
          rollout.getMetadata().getName(), rollout.getMetadata().getNamespace());
      if (rollout.getStatus() != null && rollout.getStatus().report() != null) {
        rollout.getStatus().report().forEach(line -> out.println("    " + line));
      }
    }
    out.println();
    out.flush();
  }

  private void printTable(String plural) {
    JsonNode table = read("apis/tokenprotection.dev/v1alpha1/" + plural);
    List<List<String>> rows = new ArrayList<>();
    List<Integer> shown = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of("NAMESPACE"));
    JsonNode columns = table.path("columnDefinitions");
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).path("priority").asInt() == 0) {
        shown.add(i);
        header.add(columns.get(i).path("name").asText().toUpperCase(Locale.ROOT));
      }
    }
    rows.add(header);
    for (JsonNode row : table.path("rows")) {
      List<String> cells = new ArrayList<>(List.of(row.at("/object/metadata/namespace").asText()));
      shown.forEach(i -> cells.add(text(row.path("cells").path(i))));
      rows.add(cells);
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        int column = i;
        int width = rows.stream().mapToInt(cells -> cells.get(column).length()).max().orElse(0);
        line.append(row.get(i)).repeat(" ", width - row.get(i).length() + 3);
      }
      out.println(line.toString().stripTrailing());
    }
  }

  private static String text(JsonNode cell) {
    return cell.isNull() || cell.isMissingNode() ? "" : cell.asText();
  }

  private JsonNode read(String path) {
    HttpRequest request =
        client
            .getHttpClient()
            .newHttpRequestBuilder()
            .uri(client.getMasterUrl() + path)
            .header("Accept", AS_TABLE)
            .build();
    try {
      HttpResponse<String> response =
          client.getHttpClient().sendAsync(request, String.class).join();
      if (!response.isSuccessful()) {
        throw new IllegalStateException(
            "%s was answered with %d: %s"
                .formatted(request.uri(), response.code(), response.body()));
      }
      return JSON.readTree(response.body());
    } catch (CompletionException | IOException e) {
      throw new IllegalStateException(
          "%s could not be read: %s".formatted(request.uri(), e.getMessage()), e);
    }
  }
}
