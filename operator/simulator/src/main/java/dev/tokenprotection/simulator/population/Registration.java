package dev.tokenprotection.simulator.population;

import java.util.List;

/** What Entra knows of a device. */
public sealed interface Registration {

  /** Nothing: Entra sees a device without a name, and all its attributes are null. */
  record None() implements Registration {}

  /**
   * A device object in the directory.
   *
   * @param trustType how it came to be
   * @param credentials whether it was registered in the way that token protection needs
   * @param keyStorage where its key lives; matters on Apple's platforms
   * @param owner whether the person who uses it is its registered owner
   * @param management whether an MDM looks after it
   * @param profileType {@code RegisteredDevice} or, for an Azure VM with the sign-in extension,
   *     {@code SecureVM}
   * @param enrollmentType Intune's word for how it was enrolled; empty when it was not
   * @param enrollmentProfileName the profile it was enrolled with; empty when there is none
   * @param systemLabels labels that the service puts on, like {@code CloudPC}
   */
  record Entra(
      TrustType trustType,
      Credentials credentials,
      KeyStorage keyStorage,
      Owner owner,
      Management management,
      String profileType,
      String enrollmentType,
      String enrollmentProfileName,
      List<String> systemLabels)
      implements Registration {

    /** A device registered as it should be. */
    static Entra wellRegistered(TrustType trustType) {
      return new Entra(
          trustType,
          Credentials.FRESH,
          KeyStorage.HARDWARE,
          Owner.THE_USER,
          Management.MANAGED,
          "RegisteredDevice",
          "userEnrollment",
          "",
          List.of());
    }

    Entra with(Credentials other) {
      return new Entra(
          trustType,
          other,
          keyStorage,
          owner,
          management,
          profileType,
          enrollmentType,
          enrollmentProfileName,
          systemLabels);
    }

    Entra with(KeyStorage storage, Owner registeredOwner) {
      return new Entra(
          trustType,
          credentials,
          storage,
          registeredOwner,
          management,
          profileType,
          enrollmentType,
          enrollmentProfileName,
          systemLabels);
    }

    Entra with(Management other) {
      return new Entra(
          trustType,
          credentials,
          keyStorage,
          owner,
          other,
          profileType,
          "",
          enrollmentProfileName,
          systemLabels);
    }

    Entra labelled(String systemLabel) {
      return new Entra(
          trustType,
          credentials,
          keyStorage,
          owner,
          management,
          profileType,
          enrollmentType,
          enrollmentProfileName,
          List.of(systemLabel));
    }

    Entra profiled(String otherProfileType) {
      return new Entra(
          trustType,
          credentials,
          keyStorage,
          owner,
          management,
          otherProfileType,
          enrollmentType,
          enrollmentProfileName,
          systemLabels);
    }

    Entra enrolled(String otherEnrollmentType, String profileName) {
      return new Entra(
          trustType,
          credentials,
          keyStorage,
          owner,
          management,
          profileType,
          otherEnrollmentType,
          profileName,
          systemLabels);
    }

    /** What one re-authentication makes of an Apple registration from before the enforcement. */
    Entra upgraded() {
      return with(Credentials.FRESH).with(KeyStorage.HARDWARE, owner);
    }
  }

  /** Whether the registration is recent enough to carry token protection. */
  enum Credentials {
    FRESH,
    LEGACY
  }

  /** Where the key of the device is kept. */
  enum KeyStorage {
    HARDWARE,
    SOFTWARE
  }

  /** Whose device it is. */
  enum Owner {
    THE_USER,
    SOMEBODY_ELSE
  }

  /** Whether an MDM manages it; on Apple's platforms that brings the SSO plug-in. */
  enum Management {
    MANAGED,
    UNMANAGED
  }
}
