package dev.tokenprotection.entra.credential;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * The access token of one application in one tenant, asked for when there is none that is good.
 * Thread-safe; asks once for all who wait.
 *
 * <p>Each token comes from a fresh credential: azure-identity's own cache can't be emptied, and so
 * would keep a token without the permission that was just granted.
 */
public final class TokenSource {
  /** A token this old may be told from one that was issued after a grant. */
  private static final Duration YOUNG = Duration.ofMinutes(1);

  /** Renewed before it ends, so that no request leaves with one that ends under way. */
  private static final Duration MARGIN = Duration.ofMinutes(5);

  /** How long one caller waits while another one asks. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Supplier<TokenCredential> credentials;
  private final TokenRequestContext scope;
  private final TokenRefusals refusals;
  private final Time time;
  private final ReentrantLock lock = new ReentrantLock();
  private Optional<BearerToken> held = Optional.empty();

  /**
   * @param credentials gives a credential without any token; may throw when what it is made of is
   *     unusable
   * @param scope such as {@code https://graph.microsoft.com/.default}
   */
  public TokenSource(
      Supplier<TokenCredential> credentials, String scope, TokenRefusals refusals, Time time) {
    this.credentials = credentials;
    this.scope = new TokenRequestContext().addScopes(scope);
    this.refusals = refusals;
    this.time = time;
  }

  /** A token that is good now. */
  public Outcome<BearerToken> current() {
    return exclusively(
        () ->
            held.filter(TokenSource::lastsLongEnough)
                .<Outcome<BearerToken>>map(Outcome.Ok::new)
                .orElseGet(this::ask));
  }

  /** A token that is good now and was issued within the last minute. */
  public Outcome<BearerToken> young() {
    return exclusively(
        () -> {
          held.ifPresent(this::discardUnlessYoung);
          return current();
        });
  }

  /** {@code token} was not accepted: another one is asked for next time. */
  public void rejected(BearerToken token) {
    lock.lock();
    try {
      held = held.filter(other -> !other.equals(token));
    } finally {
      lock.unlock();
    }
  }

  /**
   * {@code token} lacked a permission: unless it is young, another one is asked for next time,
   * which has what was granted meanwhile.
   */
  public void lackedPermission(BearerToken token) {
    lock.lock();
    try {
      held.filter(token::equals).ifPresent(this::discardUnlessYoung);
    } finally {
      lock.unlock();
    }
  }

  /**
   * The token of {@link #current} as the Graph SDK wants it. Ask for the current one first: this
   * view asks for none and fails when none is held.
   */
  public TokenCredential asCredential() {
    return new HeldToken();
  }

  private Outcome<BearerToken> exclusively(Supplier<Outcome<BearerToken>> work) {
    try {
      if (!lock.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        return refusals.stillAsking();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return refusals.stillAsking();
    }
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  private Outcome<BearerToken> ask() {
    Instant asked = time.now();
    try {
      BearerToken token = new BearerToken(credentials.get().getTokenSync(scope), asked);
      held = Optional.of(token);
      return new Outcome.Ok<>(token);
    } catch (RuntimeException refused) {
      held = Optional.empty();
      return refusals.outcome(refused);
    }
  }

  private void discardUnlessYoung(BearerToken token) {
    if (!token.obtainedAt().plus(YOUNG).isAfter(time.now())) {
      held = Optional.empty();
    }
  }

  /** On the machine's clock, by which azure-identity measures lifetimes. */
  private static boolean lastsLongEnough(BearerToken token) {
    return token.token().getDurationUntilExpiration().compareTo(MARGIN) > 0;
  }

  private Optional<BearerToken> held() {
    lock.lock();
    try {
      return held;
    } finally {
      lock.unlock();
    }
  }

  private final class HeldToken implements TokenCredential {
    @Override
    public Mono<AccessToken> getToken(TokenRequestContext request) {
      return Mono.fromSupplier(() -> getTokenSync(request));
    }

    @Override
    public AccessToken getTokenSync(TokenRequestContext request) {
      return held()
          .map(BearerToken::token)
          .orElseThrow(() -> new IllegalStateException("no access token is held"));
    }
  }
}
