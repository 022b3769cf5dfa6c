package dev.tokenprotection.simulator.scenario;

import dev.tokenprotection.simulator.population.EndUserDevice;
import dev.tokenprotection.simulator.population.Person;
import dev.tokenprotection.simulator.population.PersonKind;
import dev.tokenprotection.simulator.population.Registration;
import dev.tokenprotection.simulator.tenant.Device;
import dev.tokenprotection.simulator.tenant.Directory;
import dev.tokenprotection.simulator.tenant.User;
import java.util.List;

/** Puts people and their registered devices into the directory. */
final class DirectoryEntries {
  private final Directory directory;
  private final String domain;

  DirectoryEntries(Directory directory, String domain) {
    this.directory = directory;
    this.domain = domain;
  }

  void put(Person person) {
    directory.put(user(person));
    person.devices().forEach(device -> put(device, person));
  }

  /**
   * A guest's name in the directory is not that of his sign-in rows. Source: Graph beta, "signIn
   * resource type", userPrincipalName.
   */
  private User user(Person person) {
    if (person.kind() != PersonKind.GUEST) {
      return User.member(person.id(), person.userPrincipalName(), person.displayName());
    }
    String guestName = person.userPrincipalName().replace('@', '_') + "#EXT#@" + domain;
    return User.guest(person.id(), guestName, person.displayName());
  }

  private void put(EndUserDevice device, Person person) {
    switch (device.registration()) {
      case Registration.None none -> {
        // Not in the directory: that is what being unregistered means.
      }
      case Registration.Entra entra ->
          directory.put(
              registered(device, entra),
              switch (entra.owner()) {
                case THE_USER -> List.of(person.id());
                case SOMEBODY_ELSE -> List.of();
              });
    }
  }

  private static Device registered(EndUserDevice device, Registration.Entra entra) {
    Device registered =
        Device.registered(
                device.objectId(),
                device.deviceId(),
                device.displayName(),
                device.platform().directoryName(),
                device.osVersion(),
                entra.trustType().directoryName())
            .with("profileType", entra.profileType())
            .with("model", device.kind().model())
            .with("isManaged", device.isManaged())
            .with("isCompliant", device.isManaged())
            .withSystemLabels(entra.systemLabels());
    if (!entra.enrollmentType().isEmpty()) {
      registered = registered.with("enrollmentType", entra.enrollmentType());
    }
    return entra.enrollmentProfileName().isEmpty()
        ? registered
        : registered.with("enrollmentProfileName", entra.enrollmentProfileName());
  }
}
