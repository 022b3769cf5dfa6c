package dev.tokenprotection.core.gate;

import dev.tokenprotection.core.model.Application;

/** What a measurement is about. */
public sealed interface Subject {

  /** All sign-ins of the rollout's applications together. */
  record AllApplications() implements Subject {}

  /** The sign-ins for one application. */
  record OneApplication(Application application) implements Subject {}
}
