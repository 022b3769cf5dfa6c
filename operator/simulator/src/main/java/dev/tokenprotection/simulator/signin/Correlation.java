package dev.tokenprotection.simulator.signin;

import dev.tokenprotection.simulator.population.Seed;
import java.util.UUID;

/**
 * The correlation ids of a sign-in. Clients make them up: usually one for all requests of a
 * sign-in, but some change it on the way, some send one again hours later, some send none.
 *
 * @param first of the first request
 * @param others of the requests after it
 */
record Correlation(UUID first, UUID others) {
  /** What a row has that was sent without an id. */
  static final UUID ZERO = new UUID(0, 0);

  static Correlation of(Attempt attempt, Quirks quirks) {
    Seed seed = attempt.seed().with("correlation");
    UUID id = seed.uuid();
    double draw = seed.with("quirk").unit();
    if (draw < quirks.missingCorrelation()) {
      return new Correlation(ZERO, ZERO);
    }
    draw -= quirks.missingCorrelation();
    if (draw < quirks.reusedCorrelation()) {
      UUID reused = attempt.day().with("reused").with(attempt.path().client().appId()).uuid();
      return new Correlation(reused, reused);
    }
    draw -= quirks.reusedCorrelation();
    return draw < quirks.changedCorrelation()
        ? new Correlation(id, seed.with("changed").uuid())
        : new Correlation(id, id);
  }

  UUID ofStep(int number) {
    return number == 0 ? first : others;
  }
}
