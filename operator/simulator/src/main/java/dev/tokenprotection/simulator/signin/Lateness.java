package dev.tokenprotection.simulator.signin;

import dev.tokenprotection.simulator.population.Binding;
import dev.tokenprotection.simulator.population.Seed;
import dev.tokenprotection.simulator.signin.policy.SessionFacts.Presence;
import java.time.Duration;

/**
 * How long after a sign-in its row shows in the log. Entra promises nothing; interactive rows
 * usually come within minutes and non-interactive ones later (Entra, "Microsoft Entra activity log
 * integration options", latency).
 *
 * @param interactive for rows of interactive sign-ins
 * @param nonInteractive for the others
 * @param unboundExtra on top of that for unbound rows
 */
public record Lateness(Span interactive, Span nonInteractive, Span unboundExtra) {
  /** Minutes; non-interactive rows later, unbound ones last. */
  public static final Lateness USUAL =
      new Lateness(Span.seconds(120, 300), Span.seconds(480, 1500), Span.seconds(300, 1200));

  Duration of(Presence presence, Binding binding, Seed seed) {
    Span usual =
        switch (presence) {
          case INTERACTIVE -> interactive;
          case NON_INTERACTIVE -> nonInteractive;
        };
    Duration late = usual.draw(seed.with("late"));
    return binding.isUnbound() ? late.plus(unboundExtra.draw(seed.with("later"))) : late;
  }
}
