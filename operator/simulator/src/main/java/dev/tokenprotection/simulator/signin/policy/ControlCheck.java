package dev.tokenprotection.simulator.signin.policy;

import dev.tokenprotection.simulator.population.DevicePlatform;
import dev.tokenprotection.simulator.signin.policy.SessionFacts.Compliance;
import dev.tokenprotection.simulator.signin.policy.SessionFacts.DomainJoin;
import dev.tokenprotection.simulator.signin.policy.SessionFacts.Presence;
import java.util.List;

/** Whether a sign-in meets the controls of one policy. */
enum ControlCheck {
  MET,
  GRANT_NOT_MET,
  TOKEN_PROTECTION_NOT_MET,
  /** Not met, but somebody is there who would be asked to sign in again and then met it. */
  TOKEN_PROTECTION_WOULD_INTERRUPT;

  static ControlCheck of(Controls controls, SessionFacts facts, DevicePlatform platform) {
    if (!grantMet(controls, facts)) {
      return GRANT_NOT_MET;
    }
    if (!controls.requireTokenProtection() || !facts.binding().isUnbound()) {
      return MET;
    }
    return facts.presence() == Presence.INTERACTIVE && facts.binding().isSelfRemediableOn(platform)
        ? TOKEN_PROTECTION_WOULD_INTERRUPT
        : TOKEN_PROTECTION_NOT_MET;
  }

  boolean isTokenProtectionUnmet() {
    return switch (this) {
      case TOKEN_PROTECTION_NOT_MET, TOKEN_PROTECTION_WOULD_INTERRUPT -> true;
      case MET, GRANT_NOT_MET -> false;
    };
  }

  private static boolean grantMet(Controls controls, SessionFacts facts) {
    List<String> grant = controls.grant();
    return switch (controls.operator()) {
      case AND -> grant.stream().allMatch(control -> isMet(control, facts));
      case OR -> grant.isEmpty() || grant.stream().anyMatch(control -> isMet(control, facts));
    };
  }

  private static boolean isMet(String grantControl, SessionFacts facts) {
    return switch (grantControl) {
      case "block" -> false;
      case "compliantDevice" -> facts.compliance() == Compliance.COMPLIANT;
      case "domainJoinedDevice" -> facts.join() == DomainJoin.HYBRID_JOINED;
      default -> true;
    };
  }
}
