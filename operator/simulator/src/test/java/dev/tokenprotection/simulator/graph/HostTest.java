package dev.tokenprotection.simulator.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenprotection.simulator.SmallTenant;
import dev.tokenprotection.simulator.WireTest;
import dev.tokenprotection.simulator.tenant.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/** A client may come through a TLS proxy that keeps the host it was asked for. */
class HostTest extends WireTest {

  @Test
  void the_host_header_decides_next_link_and_context() throws IOException {
    JsonNode page = get("graph.microsoft.com", "/v1.0/users?$top=1");

    assertThat(page.path("@odata.context").asText())
        .isEqualTo("https://graph.microsoft.com/v1.0/$metadata#users");
    assertThat(page.path("@odata.nextLink").asText())
        .startsWith("https://graph.microsoft.com/v1.0/users?$top=1&$skiptoken=");
  }

  @Test
  void the_host_header_decides_the_urls_of_the_openid_document() throws IOException {
    JsonNode document =
        get(
            "login.microsoftonline.com",
            "/11111111-1111-1111-1111-111111111111/v2.0/.well-known/openid-configuration?");

    assertThat(document.path("token_endpoint").asText())
        .isEqualTo(
            "https://login.microsoftonline.com/11111111-1111-1111-1111-111111111111"
                + "/oauth2/v2.0/token");
    assertThat(document.path("issuer").asText()).startsWith("https://login.microsoftonline.com/");
  }

  @Test
  void without_a_proxy_the_urls_are_those_of_loopback() {
    assertThat(client.get("/v1.0/users?$top=1").json().path("@odata.nextLink").asText())
        .startsWith(simulated.graphUri() + "/v1.0/users?");
  }

  @Test
  void members_may_be_bound_under_the_host_of_any_cloud() {
    int status =
        client
            .post(
                "/v1.0/groups/" + SmallTenant.PILOT_GROUP + "/members/$ref",
                "{\"@odata.id\": \"https://microsoftgraph.chinacloudapi.cn/v1.0/users/"
                    + SmallTenant.CLEO
                    + "\"}")
            .status();

    assertThat(status).isEqualTo(204);
  }

  /** The JDK's client does not let its user set the host. */
  private JsonNode get(String host, String path) throws IOException {
    String request =
        """
        GET %s HTTP/1.1\r
        Host: %s\r
        Authorization: Bearer %s\r
        Connection: close\r
        \r
        """
            .formatted(path, host, client.token());
    try (SSLSocket socket =
        (SSLSocket)
            simulated
                .clientSslContext()
                .getSocketFactory()
                .createSocket("127.0.0.1", simulated.graphUri().getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 200");
      return Json.MAPPER.readTree(answer.substring(answer.indexOf("\r\n\r\n") + 4));
    }
  }
}
