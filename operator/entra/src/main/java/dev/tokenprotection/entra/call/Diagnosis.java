package dev.tokenprotection.entra.call;

import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.core.port.Problem.Cause;
import dev.tokenprotection.core.port.Problem.Effect;
import dev.tokenprotection.entra.call.Operation.Target;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * What a failed call means and what to do about it. Of the service's words only its codes and the
 * numbered texts of Conditional Access are repeated: others may name people.
 */
final class Diagnosis {
  private static final String BY_ITSELF = "It is tried again by itself.";

  /** Such as {@code 1034: Policy contains invalid applications: …}. */
  private static final Pattern NUMBERED = Pattern.compile("\\b(1\\d{3}): (.{1,300})");

  private static final Pattern SERVICE_PRINCIPAL_MISSING =
      Pattern.compile("serviceprincipalnotfound", Pattern.CASE_INSENSITIVE);

  private final Operation operation;
  private final Effect effectWhenUnclear;

  /**
   * @param effectWhenUnclear whether the call, once it has left, may have written
   */
  Diagnosis(Operation operation, Effect effectWhenUnclear) {
    this.operation = operation;
    this.effectWhenUnclear = effectWhenUnclear;
  }

  /** The service answered, and refused. */
  <T> Outcome<T> refused(Refusal refusal, Set<String> granted) {
    int status = refusal.status();
    if (status == 429) {
      return new Outcome.Throttled<>(
          problem(Cause.THROTTLED, refusal, BY_ITSELF), refusal.retryAfter());
    }
    if (status >= 500) {
      return new Outcome.Retryable<>(
          problem(Cause.SERVER_ERROR, told(refusal), BY_ITSELF, effectWhenUnclear));
    }
    return switch (status) {
      case 408 ->
          new Outcome.Retryable<>(
              problem(Cause.UNREACHABLE, told(refusal), BY_ITSELF, effectWhenUnclear));
      case 404, 410 ->
          new Outcome.Conflict<>(
              problem(Cause.NOT_FOUND, refusal, "See whether it was deleted in Entra."));
      case 409 -> new Outcome.Retryable<>(problem(Cause.SERVER_ERROR, refusal, BY_ITSELF));
      case 401 ->
          terminal(
              Cause.CREDENTIAL_UNUSABLE,
              refusal,
              "See whether the application's access was revoked in Entra.");
      case 403 -> forbidden(refusal, granted);
      default -> badRequest(refusal);
    };
  }

  /** The call did not leave, since the tenant's limit leaves no place soon enough. */
  <T> Outcome<T> paced(Duration wait) {
    Lane lane = operation.lane();
    String limit =
        "the limit of %d requests in %d s of this tenant is used up for %d s"
            .formatted(lane.requests(), lane.within().toSeconds(), wait.toSeconds() + 1);
    return new Outcome.Throttled<>(problem(Cause.THROTTLED, limit, BY_ITSELF, Effect.NONE), wait);
  }

  /** No answer, or not a whole one. */
  <T> Outcome<T> broken(Exception failure, String host, Effect effect) {
    String answer = "no whole answer from " + host + " (" + name(failure) + ")";
    String remedy =
        failure instanceof SSLException
            ? "See whether the certificate of that host is issued by an authority that is trusted"
                + " (spec.endpoints.caBundleRef adds one)."
            : BY_ITSELF;
    return new Outcome.Retryable<>(problem(Cause.UNREACHABLE, answer, remedy, effect));
  }

  /** An answer that is not what the service documents. */
  <T> Outcome<T> unreadable(String what, String requestId) {
    String answer = "an answer that can't be read (" + what + ")" + requestSuffix(requestId);
    return new Outcome.Retryable<>(
        problem(Cause.UNREADABLE_ANSWER, answer, BY_ITSELF, effectWhenUnclear));
  }

  /** An answer that leaves out what the application may not read. */
  <T> Outcome<T> limited(String what, String requestId, Set<String> granted) {
    String answer =
        "an answer without what was asked for (" + what + ")" + requestSuffix(requestId);
    return new Outcome.Terminal<>(
        problem(Cause.PERMISSION_MISSING, answer, grantMissing(granted), Effect.NONE));
  }

  private <T> Outcome<T> forbidden(Refusal refusal, Set<String> granted) {
    if (lacksLicence(refusal)) {
      return licenceMissing(refusal);
    }
    List<String> missing = operation.permissions().missingFrom(granted);
    boolean aboutGroup = operation.target() == Target.GROUP;
    if (aboutGroup && (missing.isEmpty() || protectsGroup(refusal))) {
      return groupProtected(refusal);
    }
    return terminal(Cause.PERMISSION_MISSING, refusal, grantMissing(granted));
  }

  private String grantMissing(Set<String> granted) {
    List<String> missing = operation.permissions().missingFrom(granted);
    List<String> named = missing.isEmpty() ? operation.permissions().least() : missing;
    return "Grant the application permission "
        + String.join(", ", named)
        + " of Microsoft Graph with admin consent.";
  }

  private <T> Outcome<T> badRequest(Refusal refusal) {
    if (SERVICE_PRINCIPAL_MISSING.matcher(refusal.text()).find()) {
      return terminal(
          Cause.SERVICE_PRINCIPAL_MISSING,
          refusal,
          "Create the service principal of each named application in the tenant, or leave the"
              + " application out of spec.applications.");
    }
    if (lacksLicence(refusal)) {
      return licenceMissing(refusal);
    }
    if (operation.target() == Target.POLICY && refusal.mentions("security default")) {
      return terminal(
          Cause.SECURITY_DEFAULTS_ENABLED,
          refusal,
          "Turn security defaults off in Entra (Properties of the tenant).");
    }
    if (operation.target() == Target.POLICY && exceedsLimit(refusal)) {
      return terminal(
          Cause.POLICY_LIMIT_REACHED,
          refusal,
          "Delete Conditional Access policies that are no longer needed.");
    }
    if (operation.target() == Target.GROUP && refusal.mentions("references already exist")) {
      return new Outcome.Conflict<>(problem(Cause.REFUSED, refusal, "Nothing is to be done."));
    }
    if (operation.target() == Target.GROUP && protectsGroup(refusal)) {
      return groupProtected(refusal);
    }
    return terminal(
        Cause.REFUSED, refusal, "Compare the request with what the tenant allows; see the code.");
  }

  private <T> Outcome<T> licenceMissing(Refusal refusal) {
    return terminal(
        Cause.LICENCE_MISSING, refusal, "Buy Microsoft Entra ID P1 or P2 for the tenant.");
  }

  private <T> Outcome<T> groupProtected(Refusal refusal) {
    return terminal(
        Cause.GROUP_PROTECTED,
        refusal,
        "Use a group with assigned members that is neither synchronised, role-assignable nor in a"
            + " restricted management administrative unit.");
  }

  private static boolean lacksLicence(Refusal refusal) {
    return refusal.mentions("nonpremiumtenant", "premium license", "premium licence", "licensed");
  }

  private static boolean exceedsLimit(Refusal refusal) {
    return refusal.mentions("conditional access policies")
        && refusal.mentions("maximum", "limit", "quota", "too many");
  }

  private static boolean protectsGroup(Refusal refusal) {
    return refusal.mentions(
        "restricted management",
        "dynamic",
        "on-premises",
        "onpremises",
        "dirsync",
        "directory sync",
        "role assignable",
        "role-assignable",
        "mail-enabled");
  }

  private <T> Outcome<T> terminal(Cause cause, Refusal refusal, String remedy) {
    return new Outcome.Terminal<>(problem(cause, refusal, remedy));
  }

  private Problem problem(Cause cause, Refusal refusal, String remedy) {
    return problem(cause, told(refusal), remedy, Effect.NONE);
  }

  private Problem problem(Cause cause, String answer, String remedy, Effect effect) {
    return new Problem(cause, operation.attempted(), answer, remedy, effect);
  }

  private static String told(Refusal refusal) {
    StringBuilder told = new StringBuilder().append(refusal.status());
    if (!refusal.code().isEmpty()) {
      told.append(' ').append(refusal.code());
    }
    Matcher numbered = NUMBERED.matcher(refusal.text());
    if (numbered.find()) {
      told.append(" \"").append(numbered.group()).append('"');
    }
    return told.append(requestSuffix(refusal.requestId())).toString();
  }

  private static String requestSuffix(String requestId) {
    return requestId.isEmpty() ? "" : ", request " + requestId;
  }

  private static String name(Exception failure) {
    return failure.getClass().getSimpleName();
  }
}
