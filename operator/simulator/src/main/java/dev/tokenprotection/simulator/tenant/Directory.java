package dev.tokenprotection.simulator.tenant;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Users, groups, devices and service principals. Thread-safe. */
public final class Directory {
  private final Ledger ledger;
  private final Memberships memberships;
  private final Map<String, User> users = new LinkedHashMap<>();
  private final Map<String, String> userIdsByPrincipalName = new LinkedHashMap<>();
  private final Map<String, Timeline<Group>> groups = new LinkedHashMap<>();
  private final Map<String, Device> devices = new LinkedHashMap<>();
  private final Map<String, Set<String>> ownersOfDevice = new LinkedHashMap<>();
  private final Map<String, Set<String>> devicesOfUser = new LinkedHashMap<>();
  private final Map<String, ServicePrincipal> servicePrincipals = new LinkedHashMap<>();

  Directory(Ledger ledger, Memberships memberships) {
    this.ledger = ledger;
    this.memberships = memberships;
  }

  /** Adds a user, or replaces the one with his id. */
  public void put(User user) {
    ledger.locked(
        () -> {
          User before = users.put(user.id(), user);
          if (before != null) {
            userIdsByPrincipalName.remove(folded(before.userPrincipalName()));
          }
          userIdsByPrincipalName.put(folded(user.userPrincipalName()), user.id());
        });
  }

  /** Deletes a user and with him all his memberships. Does nothing when he is not there. */
  public void deleteUser(String id) {
    ledger.locked(
        () -> {
          User user = users.remove(id);
          if (user != null) {
            userIdsByPrincipalName.remove(folded(user.userPrincipalName()));
            memberships.removeEverywhere(id);
          }
        });
  }

  public Optional<User> user(String id) {
    return ledger.locked(() -> Optional.ofNullable(users.get(id)));
  }

  /** By userPrincipalName, in any case. */
  public Optional<User> userByPrincipalName(String userPrincipalName) {
    return ledger.locked(
        () ->
            Optional.ofNullable(userIdsByPrincipalName.get(folded(userPrincipalName)))
                .map(users::get));
  }

  public List<User> users() {
    return ledger.locked(() -> List.copyOf(users.values()));
  }

  /** Puts a group there as if it had always been. */
  public void seed(Group group) {
    ledger.locked(() -> write(group, Instant.MIN));
  }

  /** Creates or replaces a group. */
  public void put(Group group) {
    ledger.locked(() -> write(group, ledger.now()));
  }

  /** Deletes a group; what it was a member of forgets it. */
  public void deleteGroup(String id) {
    ledger.locked(
        () ->
            group(id)
                .ifPresent(
                    group -> {
                      Instant now = ledger.now();
                      groups.get(id).delete(ledger.nextOrder(), now, now);
                      memberships.removeEverywhere(id);
                    }));
  }

  /** The group as it is stored. */
  public Optional<Group> group(String id) {
    return ledger.locked(
        () -> Optional.ofNullable(groups.get(id)).flatMap(Timeline<Group>::latest));
  }

  /** When the group was created; empty when it is not there. */
  public Optional<Instant> groupCreatedAt(String id) {
    return ledger.locked(
        () -> Optional.ofNullable(groups.get(id)).flatMap(Timeline<Group>::createdAt));
  }

  public List<Group> groups() {
    return groupsWrittenBy(Instant.MAX);
  }

  /** The groups as they were stored then. */
  public List<Group> groupsWrittenBy(Instant then) {
    return ledger.locked(
        () ->
            groups.values().stream()
                .map(timeline -> timeline.writtenBy(then))
                .flatMap(Optional::stream)
                .toList());
  }

  /** All groups after the write with that number, by id. */
  Map<String, Group> groupsUpTo(long order) {
    return ledger.locked(
        () -> {
          Map<String, Group> all = new LinkedHashMap<>();
          groups.forEach(
              (id, timeline) -> timeline.upTo(order).ifPresent(group -> all.put(id, group)));
          return all;
        });
  }

  /** Adds a device with its registered owners, or replaces the one with its id. */
  public void put(Device device, List<String> ownerIds) {
    ledger.locked(
        () -> {
          devices.put(device.id(), device);
          ownersOfDevice
              .getOrDefault(device.id(), Set.of())
              .forEach(owner -> devicesOfUser.get(owner).remove(device.id()));
          ownersOfDevice.put(device.id(), new LinkedHashSet<>(ownerIds));
          ownerIds.forEach(
              owner ->
                  devicesOfUser
                      .computeIfAbsent(owner, key -> new LinkedHashSet<>())
                      .add(device.id()));
        });
  }

  /** By object id. */
  public Optional<Device> device(String id) {
    return ledger.locked(() -> Optional.ofNullable(devices.get(id)));
  }

  /** By the id that sign-in rows carry. */
  public Optional<Device> deviceByDeviceId(String deviceId) {
    return ledger.locked(
        () -> devices.values().stream().filter(d -> d.deviceId().equals(deviceId)).findFirst());
  }

  public List<Device> devices() {
    return ledger.locked(() -> List.copyOf(devices.values()));
  }

  /** The devices that a user is a registered owner of. */
  public List<Device> devicesOf(String userId) {
    return ledger.locked(
        () -> devicesOfUser.getOrDefault(userId, Set.of()).stream().map(devices::get).toList());
  }

  /** The registered owners of a device that are still there. */
  public List<User> ownersOf(Device device) {
    return ledger.locked(
        () ->
            ownersOfDevice.getOrDefault(device.id(), Set.of()).stream()
                .map(users::get)
                .filter(Objects::nonNull)
                .toList());
  }

  public void put(ServicePrincipal servicePrincipal) {
    ledger.locked(() -> servicePrincipals.put(servicePrincipal.id(), servicePrincipal));
  }

  /** Removes the application with this appId from the tenant. */
  public void deleteServicePrincipal(String appId) {
    ledger.locked(() -> servicePrincipals.values().removeIf(sp -> sp.appId().equals(appId)));
  }

  public Optional<ServicePrincipal> servicePrincipal(String id) {
    return ledger.locked(() -> Optional.ofNullable(servicePrincipals.get(id)));
  }

  public Optional<ServicePrincipal> servicePrincipalByAppId(String appId) {
    return ledger.locked(
        () ->
            servicePrincipals.values().stream()
                .filter(sp -> sp.appId().equalsIgnoreCase(appId))
                .findFirst());
  }

  public List<ServicePrincipal> servicePrincipals() {
    return ledger.locked(() -> List.copyOf(servicePrincipals.values()));
  }

  /** Whatever has this object id. */
  public Optional<DirectoryObject> object(String id) {
    return ledger.locked(
        () ->
            Stream.<DirectoryObject>concat(
                    Stream.concat(user(id).stream(), group(id).stream()),
                    Stream.concat(device(id).stream(), servicePrincipal(id).stream()))
                .findFirst());
  }

  private void write(Group group, Instant writtenAt) {
    groups
        .computeIfAbsent(group.id(), key -> new Timeline<>())
        .write(ledger.nextOrder(), writtenAt, writtenAt, group);
  }

  private static String folded(String userPrincipalName) {
    return userPrincipalName.toLowerCase(Locale.ROOT);
  }
}
