package dev.tokenprotection.simulator.signin;

import java.util.stream.DoubleStream;

/**
 * How often sign-ins are untidy, each a share in [0, 1].
 *
 * @param interactive of the sign-ins with native clients: somebody proves who he is
 * @param wrongPassword of interactive sign-ins: a failed first factor comes first
 * @param interrupted of interactive sign-ins: a prompt comes first
 * @param changedCorrelation of sign-ins: the correlation id changes in the middle
 * @param reusedCorrelation of sign-ins: the client sends an id it sent before on the same day
 * @param missingCorrelation of sign-ins: the id is null or zero
 * @param transientUnbound of sign-ins that would be bound: one request of it is unbound, 1005
 * @param notEvaluated of sign-ins: one more row on which token protection was not looked at
 * @param contradicting of rows: the older top-level status says none, whatever the details say
 */
public record Quirks(
    double interactive,
    double wrongPassword,
    double interrupted,
    double changedCorrelation,
    double reusedCorrelation,
    double missingCorrelation,
    double transientUnbound,
    double notEvaluated,
    double contradicting) {
  /** As in a tenant in good order. */
  public static final Quirks USUAL =
      new Quirks(0.12, 0.05, 0.5, 0.03, 0.03, 0.005, 0.0005, 0.01, 0.2);

  public Quirks {
    if (DoubleStream.of(
            interactive,
            wrongPassword,
            interrupted,
            changedCorrelation,
            reusedCorrelation,
            missingCorrelation,
            transientUnbound,
            notEvaluated,
            contradicting)
        .anyMatch(share -> share < 0 || share > 1)) {
      throw new IllegalArgumentException("quirks are shares from 0% to 100%");
    }
  }
}
