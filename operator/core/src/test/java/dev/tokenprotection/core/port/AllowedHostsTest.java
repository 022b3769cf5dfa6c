package dev.tokenprotection.core.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostsTest {
  private static final URI LOGIN = Endpoints.GLOBAL.login();

  private final AllowedHosts hosts =
      new AllowedHosts(Set.of("proxy.Contoso.example", "simulator.test:8443"));

  @Test
  void the_hosts_of_all_clouds_are_allowed() {
    for (Endpoints cloud :
        List.of(Endpoints.GLOBAL, Endpoints.US_GOV, Endpoints.US_GOV_DOD, Endpoints.CHINA)) {
      assertThat(new AllowedHosts(Set.of()).refused(cloud)).isEmpty();
      assertThat(AllowedHosts.hasCloudLogin(cloud)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://graph.microsoft.com",
        "https://graph.microsoft.com/",
        "https://graph.microsoft.com:443",
        "HTTPS://Graph.Microsoft.com",
        "https://proxy.contoso.example",
        "https://PROXY.contoso.example:9443",
        "https://simulator.test:8443"
      })
  void a_listed_host_is_allowed_however_it_is_written(String graph) {
    assertThat(hosts.refused(graph(graph))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "https://simulator.test",
        "https://simulator.test:8444",
        "https://graph.microsoft.com.evil.example",
        "https://graph.microsoft.com@evil.example",
        "https://user@graph.microsoft.com",
        "https://graph.microsoft.com:8443",
        "http://graph.microsoft.com",
        "https://graph.microsoft.com/proxy",
        "https://graph.microsoft.com?host=evil.example",
        "https://graph.microsoft.com#evil",
        "graph.microsoft.com",
        "https://login.microsoftonline.com"
      })
  void any_other_address_is_refused(String graph) {
    assertThat(hosts.refused(graph(graph))).contains(URI.create(graph));
  }

  @Test
  void a_token_service_of_somebody_else_is_refused_and_none_of_a_cloud() {
    Endpoints endpoints =
        new Endpoints(URI.create("https://evil.example"), Endpoints.GLOBAL.graph(), "");

    assertThat(hosts.refused(endpoints)).contains(endpoints.login());
    assertThat(AllowedHosts.hasCloudLogin(endpoints)).isFalse();
  }

  private static Endpoints graph(String graph) {
    return new Endpoints(LOGIN, URI.create(graph), "");
  }
}
