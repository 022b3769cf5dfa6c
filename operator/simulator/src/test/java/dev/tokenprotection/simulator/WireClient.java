package dev.tokenprotection.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tokenprotection.simulator.tenant.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A client that knows nothing but HTTP. */
public final class WireClient implements AutoCloseable {
  private final HttpClient http;
  private final URI base;
  private final Map<String, String> headers = new LinkedHashMap<>();

  public WireClient(SimulatedTenant tenant) {
    this.http =
        HttpClient.newBuilder()
            .sslContext(tenant.clientSslContext())
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    this.base = tenant.graphUri();
  }

  /** What came back. */
  public record Answer(int status, Map<String, String> headers, String text) {
    public JsonNode json() {
      try {
        return text.isEmpty() ? MissingNode.getInstance() : Json.MAPPER.readTree(text);
      } catch (IOException e) {
        throw new UncheckedIOException("not JSON: " + text, e);
      }
    }

    public String error() {
      return json().path("error").path("code").asText();
    }

    public String message() {
      return json().path("error").path("message").asText();
    }

    public String id() {
      return json().path("id").asText();
    }
  }

  /** A client with a token that holds what was granted to the app of {@link SmallTenant}. */
  public static WireClient signedIn(SimulatedTenant tenant) {
    WireClient client = new WireClient(tenant);
    client.bearer(client.token());
    return client;
  }

  public WireClient bearer(String token) {
    headers.put("Authorization", "Bearer " + token);
    return this;
  }

  public WireClient header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  /** A fresh token for Graph. */
  public String token() {
    Answer answer = token(Map.of());
    if (answer.status() != 200) {
      throw new IllegalStateException("no token: " + answer);
    }
    return answer.json().path("access_token").asText();
  }

  /** Asks for a token with the app's secret; the fields given replace or add to the usual ones. */
  public Answer token(Map<String, String> fields) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "client_credentials");
    form.put("client_id", SmallTenant.CLIENT_ID);
    form.put("client_secret", SmallTenant.CLIENT_SECRET);
    form.put("scope", "https://graph.microsoft.com/.default");
    form.putAll(fields);
    form.values().removeIf(String::isEmpty);
    String tenantId = "11111111-1111-1111-1111-111111111111";
    return form("/" + tenantId + "/oauth2/v2.0/token", form);
  }

  public Answer form(String path, Map<String, String> fields) {
    String body =
        fields.entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return send("POST", path, "application/x-www-form-urlencoded", body);
  }

  public Answer get(String path) {
    return send("GET", path, "application/json", "");
  }

  public Answer post(String path, String body) {
    return send("POST", path, "application/json", body);
  }

  public Answer patch(String path, String body) {
    return send("PATCH", path, "application/json", body);
  }

  public Answer delete(String path) {
    return send("DELETE", path, "application/json", "");
  }

  /** Percent-encodes a query value. */
  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Answer send(String method, String path, String contentType, String body) {
    URI uri = path.startsWith("https://") ? URI.create(path) : base.resolve(path);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", contentType)
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    try {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      Map<String, String> received =
          response.headers().map().entrySet().stream()
              .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().getFirst()));
      return new Answer(response.statusCode(), received, response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
