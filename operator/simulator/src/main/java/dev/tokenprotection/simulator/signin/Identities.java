package dev.tokenprotection.simulator.signin;

import dev.tokenprotection.simulator.population.EndUserDevice;
import dev.tokenprotection.simulator.population.Registration.Entra;
import dev.tokenprotection.simulator.population.Registration.None;
import dev.tokenprotection.simulator.population.Registration.Owner;
import dev.tokenprotection.simulator.population.TrustType;
import dev.tokenprotection.simulator.signin.policy.DeviceAttribute;
import dev.tokenprotection.simulator.signin.policy.DeviceAttributes;
import dev.tokenprotection.simulator.signin.policy.SessionFacts.Compliance;
import dev.tokenprotection.simulator.signin.policy.SessionFacts.DomainJoin;
import dev.tokenprotection.simulator.signin.policy.UserCategory;
import dev.tokenprotection.simulator.tenant.User;

/** How Conditional Access sees users and devices. */
final class Identities {
  private Identities() {}

  /** Guests of the simulator are all invited by B2B collaboration. */
  static UserCategory category(User user) {
    return switch (user.userType()) {
      case MEMBER -> UserCategory.MEMBER;
      case GUEST -> UserCategory.B2B_COLLABORATION_GUEST;
    };
  }

  /** Managed devices of the simulated people are compliant. */
  static Compliance compliance(EndUserDevice device) {
    return device.isManaged() ? Compliance.COMPLIANT : Compliance.NOT_COMPLIANT;
  }

  static DomainJoin join(EndUserDevice device) {
    return device.registration() instanceof Entra entra
            && entra.trustType() == TrustType.HYBRID_JOINED
        ? DomainJoin.HYBRID_JOINED
        : DomainJoin.NOT_HYBRID_JOINED;
  }

  static DeviceAttributes attributes(EndUserDevice device) {
    return switch (device.registration()) {
      case None none -> DeviceAttributes.unregistered();
      case Entra entra ->
          DeviceAttributes.unregistered()
              .with(DeviceAttribute.DEVICE_ID, device.deviceId())
              .with(DeviceAttribute.DISPLAY_NAME, device.displayName())
              .with(
                  DeviceAttribute.DEVICE_OWNERSHIP,
                  entra.owner() == Owner.THE_USER ? "Company" : "Personal")
              .with(DeviceAttribute.ENROLLMENT_PROFILE_NAME, entra.enrollmentProfileName())
              .with(DeviceAttribute.IS_COMPLIANT, device.isManaged() ? "True" : "False")
              .with(DeviceAttribute.MODEL, device.kind().model())
              .with(DeviceAttribute.OPERATING_SYSTEM, device.platform().directoryName())
              .with(DeviceAttribute.OPERATING_SYSTEM_VERSION, device.osVersion())
              .with(DeviceAttribute.PROFILE_TYPE, entra.profileType())
              .with(DeviceAttribute.SYSTEM_LABELS, entra.systemLabels())
              .with(DeviceAttribute.TRUST_TYPE, entra.trustType().filterName());
    };
  }
}
