package dev.tokenprotection.simulator.population;

import dev.tokenprotection.simulator.population.Registration.Entra;
import dev.tokenprotection.simulator.population.Registration.Management;
import dev.tokenprotection.simulator.population.Registration.None;

/**
 * A machine that somebody signs in from.
 *
 * @param kind what it was made from
 * @param objectId id of its object in the directory; unused when it is not registered
 * @param deviceId the id that sign-in rows carry when it is registered
 * @param displayName its name
 * @param registration what Entra knows of it
 * @param fault what is wrong with it beyond its registration
 */
public record EndUserDevice(
    DeviceKind kind,
    String objectId,
    String deviceId,
    String displayName,
    Registration registration,
    Fault fault) {

  /** A fault that shows in no attribute. */
  public enum Fault {
    NONE,
    /** Binding fails for a reason that Entra does not tell. */
    UNSPECIFIED
  }

  public DevicePlatform platform() {
    return kind.platform();
  }

  /** The version as the directory has it. */
  public String osVersion() {
    return kind.osVersion();
  }

  public boolean isRegistered() {
    return switch (registration) {
      case None none -> false;
      case Entra entra -> true;
    };
  }

  /** Whether an MDM manages it; managed devices of the simulated people are compliant. */
  public boolean isManaged() {
    return switch (registration) {
      case None none -> false;
      case Entra entra -> entra.management() == Management.MANAGED;
    };
  }

  /** The same machine after its user re-authenticated to upgrade its registration. */
  public EndUserDevice upgraded() {
    return switch (registration) {
      case None none -> this;
      case Entra entra ->
          new EndUserDevice(kind, objectId, deviceId, displayName, entra.upgraded(), fault);
    };
  }
}
