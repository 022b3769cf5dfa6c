package dev.tokenprotection.simulator.population;

/**
 * One way in which a person reaches the tenant.
 *
 * @param device from what
 * @param client with what
 * @param weight how often, against the other ways of the same person
 */
public record UsagePath(EndUserDevice device, Client client, double weight) {
  /** The same way without regard to how often; equal for as long as device and client are. */
  public String key() {
    return device.deviceId() + '/' + client.appId();
  }
}
