package dev.tokenprotection.entra.credential;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import dev.tokenprotection.core.port.Credential;
import dev.tokenprotection.core.port.Endpoints;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.TenantConnection;
import dev.tokenprotection.entra.TestTime;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class TokenSourceTest {
  private Instant now = Instant.parse("2026-11-02T09:00:00Z");
  private int asked;

  private final TokenSource tokens =
      new TokenSource(
          Numbered::new,
          "https://graph.microsoft.com/.default",
          new TokenRefusals(
              new TenantConnection("t", "c", new Credential.ClientSecret("s"), Endpoints.GLOBAL)),
          new TestTime(() -> now, wait -> {}));

  @Test
  void a_token_serves_until_it_is_rejected() {
    BearerToken first = current();
    assertThat(current()).isSameAs(first);

    tokens.rejected(first);

    assertThat(current()).isNotSameAs(first);
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void what_is_said_of_a_token_that_was_replaced_changes_nothing() {
    BearerToken first = current();
    tokens.rejected(first);
    BearerToken second = current();
    now = now.plus(Duration.ofMinutes(10));

    tokens.rejected(first);
    tokens.lackedPermission(first);

    assertThat(current()).isSameAs(second);
  }

  @Test
  void a_token_that_lacked_a_permission_is_replaced_once_it_is_a_minute_old() {
    BearerToken first = current();

    tokens.lackedPermission(first);
    assertThat(current()).isSameAs(first);
    now = now.plus(Duration.ofMinutes(1));
    tokens.lackedPermission(first);

    assertThat(current()).isNotSameAs(first);
  }

  @Test
  void a_young_token_is_at_most_a_minute_old() {
    BearerToken first = current();
    now = now.plus(Duration.ofSeconds(59));
    assertThat(tokens.young().success()).contains(first);
    now = now.plus(Duration.ofSeconds(1));

    assertThat(tokens.young().success()).isPresent().get().isNotSameAs(first);
  }

  @Test
  void a_token_that_is_no_jwt_has_no_claims() {
    assertThat(current().roles()).isEmpty();
    assertThat(current().servicePrincipalId()).isEmpty();
  }

  @Test
  void claims_are_read_and_the_token_never_shown() {
    BearerToken token =
        new BearerToken(
            new AccessToken("e30.eyJvaWQiOiJzcCIsInJvbGVzIjpbIkEiLCJCIl19.x", OffsetDateTime.MAX),
            now);

    assertThat(token.roles()).contains(Set.of("A", "B"));
    assertThat(token.servicePrincipalId()).contains("sp");
    assertThat(token.toString()).doesNotContain("eyJ");
  }

  private BearerToken current() {
    Outcome<BearerToken> outcome = tokens.current();
    return outcome.success().orElseThrow();
  }

  /** Each one gives another token. */
  private final class Numbered implements TokenCredential {
    @Override
    public Mono<AccessToken> getToken(TokenRequestContext request) {
      return Mono.fromSupplier(() -> getTokenSync(request));
    }

    @Override
    public AccessToken getTokenSync(TokenRequestContext request) {
      asked++;
      return new AccessToken("token-" + asked, OffsetDateTime.now().plusHours(1));
    }
  }
}
