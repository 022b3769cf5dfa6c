package dev.tokenprotection.entra.call;

import static org.assertj.core.api.Assertions.assertThat;

import okhttp3.HttpUrl;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestLogTest {
  @ParameterizedTest
  @CsvSource({
    "/v1.0/users/ada@contoso.com?$select=id, /v1.0/users/{id}",
    "/v1.0/groups/5c/members/7d/$ref, /v1.0/groups/{id}/members/{id}/$ref",
    "/v1.0/servicePrincipals(appId='5c')?$select=id, /v1.0/servicePrincipals({key})",
    "/beta/auditLogs/signIns?$skiptoken=abc, /beta/auditLogs/signIns",
    "/v1.0/identity/conditionalAccess/policies/5c, /v1.0/identity/conditionalAccess/policies/{id}",
    "/something/new, /{id}/{id}"
  })
  void a_path_is_logged_without_whom_it_names(String path, String template) {
    assertThat(RequestLog.template(HttpUrl.get("https://graph.microsoft.com" + path)))
        .isEqualTo(template);
  }
}
