package dev.tokenprotection.core.model;

/** Whom a stage is about. */
public sealed interface StageCohort {
  /** People that this stage names itself. */
  record Own(Include include) implements StageCohort {}

  /** The cohort of the stage before. */
  record SameAsBefore() implements StageCohort {}
}
