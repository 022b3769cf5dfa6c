package dev.tokenprotection.kubernetes.mapping;

import dev.tokenprotection.api.v1alpha1.BindingMetric;
import dev.tokenprotection.api.v1alpha1.BindingScope;
import dev.tokenprotection.api.v1alpha1.BindingUnit;
import dev.tokenprotection.core.drift.DriftPolicy;
import dev.tokenprotection.core.evidence.Metric;
import dev.tokenprotection.core.gate.GateScope;
import dev.tokenprotection.core.gate.RatioUnit;
import dev.tokenprotection.core.gate.SilentApplications;
import dev.tokenprotection.core.guard.ApplyPolicy;
import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.DeletionPolicy;
import dev.tokenprotection.core.model.ManagedGroup;
import dev.tokenprotection.core.model.Profile;
import dev.tokenprotection.core.model.Rollout;
import dev.tokenprotection.core.model.StageState;

/**
 * The words of the API in the words of the core. A value that this version does not know is a
 * programming error here: validation has refused it by then.
 */
public final class EnumMapping {
  private EnumMapping() {}

  public static Profile profile(dev.tokenprotection.api.v1alpha1.Profile profile) {
    return switch (profile) {
      case WINDOWS_NATIVE -> Profile.WINDOWS_NATIVE;
      case APPLE_NATIVE -> Profile.APPLE_NATIVE;
      case UNKNOWN -> throw unknown("spec.profile");
    };
  }

  public static Application application(dev.tokenprotection.api.v1alpha1.Application application) {
    return switch (application) {
      case EXCHANGE_ONLINE -> Application.EXCHANGE_ONLINE;
      case SHARE_POINT_ONLINE -> Application.SHAREPOINT_ONLINE;
      case MICROSOFT_TEAMS -> Application.MICROSOFT_TEAMS;
      case AZURE_VIRTUAL_DESKTOP -> Application.AZURE_VIRTUAL_DESKTOP;
      case WINDOWS365 -> Application.WINDOWS_365;
      case WINDOWS_CLOUD_LOGIN -> Application.WINDOWS_CLOUD_LOGIN;
      case UNKNOWN -> throw unknown("spec.applications");
    };
  }

  public static StageState stageState(dev.tokenprotection.api.v1alpha1.StageState state) {
    return switch (state) {
      case REPORT_ONLY -> StageState.REPORT_ONLY;
      case ENFORCED -> StageState.ENFORCED;
      case UNKNOWN -> throw unknown("spec.stages[].state");
    };
  }

  static Rollout.ObserveScope observeScope(dev.tokenprotection.api.v1alpha1.ObserveScope scope) {
    return switch (scope) {
      case ALL_STAGES -> Rollout.ObserveScope.ALL_STAGES;
      case REACHED_STAGES -> Rollout.ObserveScope.REACHED_STAGES;
      case UNKNOWN -> throw unknown("spec.observeScope");
    };
  }

  /**
   * @param policy null for the default
   */
  public static DeletionPolicy deletionPolicy(
      dev.tokenprotection.api.v1alpha1.DeletionPolicy policy) {
    return switch (policy) {
      case null -> DeletionPolicy.ORPHAN;
      case ORPHAN -> DeletionPolicy.ORPHAN;
      case REPORT_ONLY -> DeletionPolicy.REPORT_ONLY;
      case DISABLE -> DeletionPolicy.DISABLE;
      // Asked for objects that are being deleted, which validation does not see: the least is done.
      case UNKNOWN -> DeletionPolicy.ORPHAN;
    };
  }

  static ManagedGroup.Membership membership(dev.tokenprotection.api.v1alpha1.MembershipMode mode) {
    return switch (mode) {
      case AUTHORITATIVE -> ManagedGroup.Membership.AUTHORITATIVE;
      case ADDITIVE -> ManagedGroup.Membership.ADDITIVE;
      case UNKNOWN -> throw unknown("spec.stages[].include.managedGroup.membership");
    };
  }

  static ApplyPolicy applyPolicy(dev.tokenprotection.api.v1alpha1.ApplyPolicy policy) {
    return switch (policy) {
      case AUTOMATIC -> ApplyPolicy.AUTOMATIC;
      case OBSERVE -> ApplyPolicy.OBSERVE;
      case UNKNOWN -> throw unknown("spec.applyPolicy");
    };
  }

  static DriftPolicy driftPolicy(dev.tokenprotection.api.v1alpha1.DriftPolicy policy) {
    return switch (policy) {
      case CORRECT -> DriftPolicy.CORRECT;
      case REPORT -> DriftPolicy.REPORT;
      case PAUSE -> DriftPolicy.PAUSE;
      case UNKNOWN -> throw unknown("spec.driftPolicy");
    };
  }

  static Metric metric(BindingMetric metric) {
    return switch (metric) {
      case ALLOWED -> Metric.ALLOWED;
      case ENFORCEABLE -> Metric.ENFORCEABLE;
      case UNKNOWN -> throw unknown("gate.bindingSuccess.metric");
    };
  }

  static RatioUnit unit(BindingUnit unit) {
    return switch (unit) {
      case USERS -> RatioUnit.USERS;
      case SIGN_INS -> RatioUnit.SIGN_INS;
      case UNKNOWN -> throw unknown("gate.bindingSuccess.unit");
    };
  }

  static GateScope scope(BindingScope scope) {
    return switch (scope) {
      case EACH_APPLICATION -> GateScope.EACH_APPLICATION;
      case TOTAL -> GateScope.TOTAL;
      case UNKNOWN -> throw unknown("gate.bindingSuccess.scope");
    };
  }

  static SilentApplications silentApplications(
      dev.tokenprotection.api.v1alpha1.SilentApplications silent) {
    return switch (silent) {
      case HOLD -> SilentApplications.HOLD;
      case IGNORE -> SilentApplications.IGNORE;
      case UNKNOWN -> throw unknown("gate.applicationsWithoutSignIns");
    };
  }

  private static IllegalArgumentException unknown(String field) {
    return new IllegalArgumentException(field + " has a value that this version does not know");
  }
}
