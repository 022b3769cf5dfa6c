package dev.tokenprotection.simulator.population;

import java.util.List;
import java.util.Map;

/**
 * People who are alike.
 *
 * @param name unique in the scenario
 * @param kind what accounts they have
 * @param people how many they are beyond those with a name
 * @param named accounts whose ids must be known
 * @param devices weights of the kinds of device; the people are apportioned exactly
 * @param phones percent of the people who also have that kind of phone
 * @param clients weights of the clients in each person's sign-ins
 * @param habits when and how often they sign in
 */
public record Department(
    String name,
    PersonKind kind,
    int people,
    List<Account> named,
    Map<DeviceKind, Integer> devices,
    Map<DeviceKind, Integer> phones,
    Map<Client, Integer> clients,
    Habits habits) {

  /**
   * An account that others refer to.
   *
   * @param id object id
   * @param name the part of its userPrincipalName before the at sign
   */
  public record Account(String id, String name) {}

  public Department {
    if (people < 0 || people > 1_000_000) {
      throw new IllegalArgumentException("people must be from 0 to 1,000,000");
    }
    if (phones.values().stream().mapToInt(Integer::intValue).sum() > 100) {
      throw new IllegalArgumentException("phones are percent of the people: at most 100 in all");
    }
    if (devices.isEmpty() != clients.isEmpty()) {
      throw new IllegalArgumentException("devices and clients go together");
    }
    for (Client client : clients.keySet()) {
      if (devices.keySet().stream().noneMatch(device -> client.runsOn(device.platform()))) {
        throw new IllegalArgumentException(
            "client %s runs on none of the devices".formatted(client.scenarioName()));
      }
    }
    for (DeviceKind device : devices.keySet()) {
      if (clients.keySet().stream().noneMatch(client -> client.runsOn(device.platform()))) {
        throw new IllegalArgumentException(
            "none of the clients runs on device %s".formatted(device.scenarioName()));
      }
    }
  }

  /** How many they are. */
  public int size() {
    return people + named.size();
  }
}
