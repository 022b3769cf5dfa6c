package dev.tokenprotection.simulator.population;

import dev.tokenprotection.simulator.population.Client.Broker;
import dev.tokenprotection.simulator.population.Registration.Credentials;
import dev.tokenprotection.simulator.population.Registration.Entra;
import dev.tokenprotection.simulator.population.Registration.KeyStorage;
import dev.tokenprotection.simulator.population.Registration.Management;
import dev.tokenprotection.simulator.population.Registration.None;
import java.util.List;

/**
 * Whether a token is bound to the device it was issued to, and why not. Independent of any policy.
 * Source: Graph beta, "tokenProtectionStatusDetails resource type"; codes: Entra, "Token Protection
 * deployment guide - Apple platforms", section "Status code definitions".
 *
 * @param status the value of {@code signInSessionStatus}
 * @param code the value of {@code signInSessionStatusCode}
 */
public record Binding(Status status, int code) {
  /** The values of {@code signInSessionStatus} under their own names. */
  public enum Status {
    /** Not looked at; may carry a code all the same. */
    NONE("none"),
    BOUND("bound"),
    UNBOUND("unbound"),
    /** As the backup authentication service writes it. */
    UNKNOWN("unknownFutureValue");

    private final String graphName;

    Status(String graphName) {
      this.graphName = graphName;
    }

    /** The value on the wire. */
    public String graphName() {
      return graphName;
    }
  }

  public static final Binding BOUND = new Binding(Status.BOUND, 0);
  public static final Binding NOT_EVALUATED = new Binding(Status.NONE, 0);
  public static final Binding NOT_EVALUATED_WITHOUT_DEVICE = new Binding(Status.NONE, 1002);
  public static final Binding NO_DEVICE_STATE = unbound(1002);
  public static final Binding UNACCEPTABLE_REGISTRATION = unbound(1003);
  public static final Binding NOT_HARDWARE_BACKED = unbound(1004);
  public static final Binding UNSPECIFIED = unbound(1005);
  public static final Binding OS_UNSUPPORTED = unbound(1006);
  public static final Binding NOT_HARDWARE_BACKED_NOT_OWNER = unbound(1007);
  public static final Binding NO_BROKER = unbound(1008);

  private static final List<String> UNSUPPORTED_LABELS =
      List.of("CloudPC", "AzureVirtualDesktop", "MicrosoftPowerAutomate");
  private static final List<String> UNSUPPORTED_ENROLLMENTS =
      List.of("windowsBulkAzureDomainJoin", "windowsAzureADJoinUsingDeviceAuth");

  /** Unbound with that code. */
  public static Binding unbound(int code) {
    return new Binding(Status.UNBOUND, code);
  }

  /** What this client on this device comes to. */
  public static Binding of(EndUserDevice device, Client client) {
    boolean inBrowser = client.broker() == Broker.BROWSER;
    boolean supported = device.platform() == DevicePlatform.WINDOWS || device.platform().isApple();
    if (inBrowser || !supported) {
      return device.isRegistered() ? NOT_EVALUATED : NOT_EVALUATED_WITHOUT_DEVICE;
    }
    return switch (device.registration()) {
      case None none -> NO_DEVICE_STATE;
      case Entra entra -> ofRegistered(device, entra, client);
    };
  }

  public boolean isUnbound() {
    return status == Status.UNBOUND;
  }

  /**
   * Whether the user of an Apple device mends it by signing in once more after enforcement (Entra,
   * "Token Protection deployment guide - Apple platforms", "Upgrade device registration").
   */
  public boolean isSelfRemediableOn(DevicePlatform platform) {
    return platform.isApple() && (equals(UNACCEPTABLE_REGISTRATION) || equals(NOT_HARDWARE_BACKED));
  }

  private static Binding ofRegistered(EndUserDevice device, Entra entra, Client client) {
    if (!OsSupport.covers(device.platform(), device.osVersion())) {
      return OS_UNSUPPORTED;
    }
    if (client.broker() == Broker.NOT_INTEGRATED || lacksBroker(device, entra)) {
      return NO_BROKER;
    }
    if (entra.credentials() == Credentials.LEGACY || isUnsupportedType(device, entra)) {
      return UNACCEPTABLE_REGISTRATION;
    }
    if (device.platform().isApple() && entra.keyStorage() == KeyStorage.SOFTWARE) {
      return switch (entra.owner()) {
        case THE_USER -> NOT_HARDWARE_BACKED;
        case SOMEBODY_ELSE -> NOT_HARDWARE_BACKED_NOT_OWNER;
      };
    }
    return switch (device.fault()) {
      case UNSPECIFIED -> UNSPECIFIED;
      case NONE -> BOUND;
    };
  }

  private static boolean lacksBroker(EndUserDevice device, Entra entra) {
    return device.platform().isApple() && entra.management() == Management.UNMANAGED;
  }

  private static boolean isUnsupportedType(EndUserDevice device, Entra entra) {
    boolean joined = entra.trustType() == TrustType.ENTRA_JOINED;
    boolean labelled = entra.systemLabels().stream().anyMatch(UNSUPPORTED_LABELS::contains);
    boolean room =
        device.kind() == DeviceKind.WINDOWS_SURFACE_HUB
            || device.kind() == DeviceKind.WINDOWS_TEAMS_ROOM;
    return joined && (labelled || entra.profileType().equals("SecureVM"))
        || UNSUPPORTED_ENROLLMENTS.contains(entra.enrollmentType())
        || room;
  }
}
