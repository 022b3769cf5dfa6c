package dev.tokenprotection.entra.credential;

import com.microsoft.aad.msal4j.MsalServiceException;
import dev.tokenprotection.core.port.Credential;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.core.port.Problem.Cause;
import dev.tokenprotection.core.port.TenantConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * Why no token was to be had, told by what azure-identity throws. Of the service's own words only
 * its codes and trace id are repeated: the rest may quote what was presented.
 */
public final class TokenRefusals {
  private static final Pattern CODE = Pattern.compile("AADSTS(\\d{4,8})");
  private static final Pattern STATUS = Pattern.compile("status code: (\\d{3})\\b");
  private static final Pattern TRACE =
      Pattern.compile("Trace ID: ([0-9a-f-]{36})", Pattern.CASE_INSENSITIVE);

  private final TenantConnection connection;

  public TokenRefusals(TenantConnection connection) {
    this.connection = connection;
  }

  /** The outcome of asking for a token that ended with {@code thrown}. */
  public <T> Outcome<T> outcome(RuntimeException thrown) {
    Optional<MsalServiceException> answer = first(thrown, MsalServiceException.class);
    if (answer.isPresent()) {
      return refused(answer.get());
    }
    if (first(thrown, AssertionUnavailableException.class).isPresent()) {
      return new Outcome.Retryable<>(
          problem(
              Cause.CREDENTIAL_UNUSABLE,
              "the " + credentialName() + " was not to be had",
              "See whether that ServiceAccount exists and the operator may ask for its tokens."));
    }
    Optional<IOException> broken = first(thrown, IOException.class);
    if (broken.isPresent() || first(thrown, TimeoutException.class).isPresent()) {
      return unreachable(thrown, broken);
    }
    return terminal(
        Cause.CREDENTIAL_UNUSABLE,
        "the " + credentialName() + " could not be used (" + simpleName(thrown) + ")",
        "Replace it by one in the documented form.");
  }

  /** Somebody else has been asking for this token for so long that there was no waiting for it. */
  <T> Outcome<T> stillAsking() {
    return new Outcome.Retryable<>(
        problem(
            Cause.UNREACHABLE,
            "no answer from " + loginHost() + " yet",
            "It is tried again by itself."));
  }

  private <T> Outcome<T> refused(MsalServiceException answer) {
    String text = String.valueOf(answer.getMessage());
    int status = answer.statusCode() == null ? statusIn(text) : answer.statusCode();
    String told = told(answer, text, status);
    if (status == 429) {
      return new Outcome.Throttled<>(
          problem(Cause.THROTTLED, told, "It is tried again by itself."), retryAfter(answer));
    }
    if (status >= 500) {
      return new Outcome.Retryable<>(
          problem(Cause.SERVER_ERROR, told, "It is tried again by itself."));
    }
    TokenRefusal refusal = TokenRefusal.of(codeIn(text), text);
    return terminal(refusal.cause(), told, refusal.remedy(connection));
  }

  private static String told(MsalServiceException answer, String text, int status) {
    StringBuilder told = new StringBuilder();
    if (status != 0) {
      told.append(status).append(' ');
    }
    told.append(String.valueOf(answer.errorCode()));
    if (!codeIn(text).isEmpty()) {
      told.append(" AADSTS").append(codeIn(text));
    }
    Matcher trace = TRACE.matcher(text);
    if (trace.find()) {
      told.append(", trace ").append(trace.group(1));
    }
    return told.toString();
  }

  /** An answer that is not OAuth's has its status in the text alone. */
  private static int statusIn(String text) {
    Matcher status = STATUS.matcher(text);
    return status.find() ? Integer.parseInt(status.group(1)) : 0;
  }

  private static String codeIn(String text) {
    Matcher code = CODE.matcher(text);
    return code.find() ? code.group(1) : "";
  }

  private static Duration retryAfter(MsalServiceException answer) {
    if (answer.headers() == null) {
      return Duration.ZERO;
    }
    return answer.headers().entrySet().stream()
        .filter(header -> "retry-after".equalsIgnoreCase(header.getKey()))
        .flatMap(header -> header.getValue().stream())
        .filter(value -> value.matches("\\d{1,6}"))
        .map(value -> Duration.ofSeconds(Long.parseLong(value)))
        .findFirst()
        .orElse(Duration.ZERO);
  }

  private <T> Outcome<T> unreachable(RuntimeException thrown, Optional<IOException> broken) {
    String how = broken.map(TokenRefusals::simpleName).orElse(simpleName(thrown));
    String remedy =
        first(thrown, SSLException.class).isPresent()
            ? "See whether the certificate of that host is issued by an authority that is trusted"
                + " (spec.endpoints.caBundleRef adds one)."
            : "See whether the host can be reached from where the operator runs.";
    return new Outcome.Retryable<>(
        problem(Cause.UNREACHABLE, "no answer from " + loginHost() + " (" + how + ")", remedy));
  }

  private <T> Outcome<T> terminal(Cause cause, String answer, String remedy) {
    return new Outcome.Terminal<>(problem(cause, answer, remedy));
  }

  private Problem problem(Cause cause, String answer, String remedy) {
    return Problem.withoutEffect(
        cause,
        "get a token for application "
            + connection.clientId()
            + " in tenant "
            + connection.tenantId(),
        answer,
        remedy);
  }

  private String credentialName() {
    return switch (connection.credential()) {
      case Credential.ClientSecret secret -> "client secret";
      case Credential.ClientCertificate certificate -> "client certificate";
      case Credential.WorkloadIdentity workload -> "token of " + workload.subject();
    };
  }

  private String loginHost() {
    return String.valueOf(connection.endpoints().login().getHost());
  }

  private static String simpleName(Throwable thrown) {
    return thrown.getClass().getSimpleName();
  }

  private static <X extends Throwable> Optional<X> first(Throwable thrown, Class<X> kind) {
    return Stream.iterate(thrown, t -> t != null, Throwable::getCause)
        .limit(20)
        .filter(kind::isInstance)
        .map(kind::cast)
        .findFirst();
  }
}
