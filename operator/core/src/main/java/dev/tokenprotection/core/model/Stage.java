package dev.tokenprotection.core.model;

/**
 * One step of a rollout.
 *
 * @param name unique within the rollout
 * @param state what the stage does with its cohort
 * @param cohort whom the stage is about
 */
public record Stage(String name, StageState state, StageCohort cohort) {}
