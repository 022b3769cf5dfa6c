package dev.tokenprotection.simulator.signin;

import dev.tokenprotection.simulator.signin.SignInRow.TokenIssuer;
import dev.tokenprotection.simulator.signin.Step.Decided;
import dev.tokenprotection.simulator.signin.Step.FirstFactorFailed;
import dev.tokenprotection.simulator.signin.Step.Interrupted;
import java.time.Instant;

/** Makes the rows of one sign-in, one for each request. */
final class RowMaker {
  private final Visit visit;
  private final SignInSettings settings;
  private final Correlation correlation;
  private final TokenIssuer issuer;
  private int number;

  RowMaker(Visit visit, SignInSettings settings) {
    this.visit = visit;
    this.settings = settings;
    this.correlation = Correlation.of(visit.attempt(), settings.quirks());
    this.issuer =
        BackupAuthentication.answersAt(visit.attempt().at())
            ? TokenIssuer.BACKUP_AUTHENTICATION
            : TokenIssuer.ENTRA;
  }

  /** The row of the next request. */
  SignInRow next(Step step, Verdict verdict) {
    Instant made = visit.attempt().at().plus(step.after());
    Instant createdAt = Precision.of(step.seed()).refine(made, step.seed());
    return new SignInRow(
        createdAt,
        createdAt.plus(settings.lateness().of(step.presence(), step.binding(), step.seed())),
        step.seed().with("id").uuid().toString(),
        correlation.ofStep(number++),
        visit.attempt().person(),
        visit.device(),
        visit.attempt().path().client(),
        step.request(),
        step.presence(),
        error(step, verdict),
        step.binding(),
        shown(step, verdict),
        issuer,
        step.seed());
  }

  private static ErrorCode error(Step step, Verdict verdict) {
    return switch (step.end()) {
      case Decided decided -> verdict.error();
      case Interrupted interrupted -> interrupted.error();
      case FirstFactorFailed failed -> ErrorCode.INVALID_CREDENTIALS;
    };
  }

  private static Verdict shown(Step step, Verdict verdict) {
    return switch (step.end()) {
      case Decided decided -> verdict;
      case Interrupted interrupted -> verdict;
      case FirstFactorFailed failed -> Verdict.NOT_REACHED;
    };
  }
}
