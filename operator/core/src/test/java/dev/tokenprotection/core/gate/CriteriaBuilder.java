package dev.tokenprotection.core.gate;

import dev.tokenprotection.core.evidence.Metric;
import dev.tokenprotection.core.model.CountOrShare;
import dev.tokenprotection.core.model.Share;

/** Builds criteria for tests, beginning with the defaults. */
final class CriteriaBuilder {
  private Share promoteAtOrAbove = BindingSuccess.DEFAULT.promoteAtOrAbove();
  private Share failBelow = BindingSuccess.DEFAULT.failBelow();
  private Metric metric = BindingSuccess.DEFAULT.metric();
  private RatioUnit unit = BindingSuccess.DEFAULT.unit();
  private GateScope scope = BindingSuccess.DEFAULT.scope();
  private SilentApplications silentApplications = BindingSuccess.DEFAULT.silentApplications();
  private long minSignIns = GateCriteria.DEFAULT.minSignIns();
  private long minUsers = GateCriteria.DEFAULT.minUsers();
  private Share minCoverage = GateCriteria.DEFAULT.minCoverage();
  private int minActiveDays = GateCriteria.DEFAULT.minActiveDays();
  private CountOrShare maxBlockedUsers = GateCriteria.DEFAULT.maxBlockedUsers();

  private CriteriaBuilder() {}

  static CriteriaBuilder criteria() {
    return new CriteriaBuilder();
  }

  CriteriaBuilder promoteAtOrAbove(String share) {
    promoteAtOrAbove = Share.parse(share);
    return this;
  }

  CriteriaBuilder failBelow(String share) {
    failBelow = Share.parse(share);
    return this;
  }

  CriteriaBuilder metric(Metric metric) {
    this.metric = metric;
    return this;
  }

  CriteriaBuilder unit(RatioUnit unit) {
    this.unit = unit;
    return this;
  }

  CriteriaBuilder scope(GateScope scope) {
    this.scope = scope;
    return this;
  }

  CriteriaBuilder silentApplications(SilentApplications silentApplications) {
    this.silentApplications = silentApplications;
    return this;
  }

  CriteriaBuilder minSignIns(long signIns) {
    minSignIns = signIns;
    return this;
  }

  CriteriaBuilder minUsers(long users) {
    minUsers = users;
    return this;
  }

  CriteriaBuilder minCoverage(String share) {
    minCoverage = Share.parse(share);
    return this;
  }

  CriteriaBuilder minActiveDays(int days) {
    minActiveDays = days;
    return this;
  }

  CriteriaBuilder maxBlockedUsers(String limit) {
    maxBlockedUsers = CountOrShare.parse(limit);
    return this;
  }

  /** No floor at all. */
  CriteriaBuilder withoutFloors() {
    return minSignIns(0).minUsers(0).minCoverage("0%").minActiveDays(0).maxBlockedUsers("100%");
  }

  GateCriteria build() {
    return new GateCriteria(
        new BindingSuccess(
            promoteAtOrAbove,
            failBelow,
            BindingSuccess.DEFAULT.confidence(),
            metric,
            unit,
            scope,
            silentApplications),
        minSignIns,
        minUsers,
        minCoverage,
        minActiveDays,
        maxBlockedUsers,
        GateCriteria.DEFAULT.evidenceWindow(),
        GateCriteria.DEFAULT.settleTime(),
        GateCriteria.DEFAULT.pace());
  }
}
