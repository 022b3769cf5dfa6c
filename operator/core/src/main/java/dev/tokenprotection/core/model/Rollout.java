package dev.tokenprotection.core.model;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A rollout as its author wants it, with every default filled in.
 *
 * @param identity which rollout this is
 * @param profile the kind of device
 * @param applications the covered resources, all of them allowed by the profile
 * @param policyDisplayName the name of the policies, without the marker of ownership
 * @param deviceFilter the devices that are left out
 * @param guests whether guests and external users are covered
 * @param excludeGroups groups that are left out of both policies
 * @param observeScope whom the observe policy covers
 * @param stages 1 to 50, the first one report-only with a cohort of its own
 */
public record Rollout(
    RolloutIdentity identity,
    Profile profile,
    SortedSet<Application> applications,
    String policyDisplayName,
    DeviceFilter deviceFilter,
    PolicyContent.Guests guests,
    List<GroupReference> excludeGroups,
    ObserveScope observeScope,
    List<Stage> stages) {

  /** Whom the observe policy covers. */
  public enum ObserveScope {
    /** Everybody that any stage includes. */
    ALL_STAGES,
    /** Everybody that the stages reached so far include, and whom the next stage would enforce. */
    REACHED_STAGES
  }

  public Rollout {
    applications = Collections.unmodifiableSortedSet(new TreeSet<>(applications));
    excludeGroups = List.copyOf(excludeGroups);
    stages = List.copyOf(stages);
    if (stages.isEmpty()
        || stages.getFirst().state() != StageState.REPORT_ONLY
        || !(stages.getFirst().cohort() instanceof StageCohort.Own)) {
      throw new IllegalArgumentException("the first stage is report-only and names its cohort");
    }
  }

  /**
   * The include that the stage at {@code index} is about: its own, or that of the nearest stage
   * before that has one.
   */
  public Include includeOf(int index) {
    return switch (stages.get(index).cohort()) {
      case StageCohort.Own own -> own.include();
      case StageCohort.SameAsBefore same -> includeOf(index - 1);
    };
  }
}
