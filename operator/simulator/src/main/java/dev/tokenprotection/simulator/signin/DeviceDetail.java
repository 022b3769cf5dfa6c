package dev.tokenprotection.simulator.signin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.population.Client.Broker;
import dev.tokenprotection.simulator.population.EndUserDevice;
import dev.tokenprotection.simulator.population.Registration;
import dev.tokenprotection.simulator.tenant.Json;
import java.util.List;

/**
 * The device as a sign-in row shows it: in display strings that differ from those of the directory.
 * Source: Graph, "deviceDetail resource type".
 */
final class DeviceDetail {
  /** Rows of one and the same machine differ in this. */
  private static final List<String> WINDOWS = List.of("Windows10", "Windows 10", "Windows", "");

  private DeviceDetail() {}

  static ObjectNode of(SignInRow row) {
    EndUserDevice device = row.device();
    ObjectNode json = Json.object();
    switch (device.registration()) {
      case Registration.None none -> {
        json.put("deviceId", "").put("displayName", "");
        json.put("isCompliant", false).put("isManaged", false);
        if (row.seed().with("trust").unit() < 0.5) {
          json.put("trustType", "");
        } else {
          json.putNull("trustType");
        }
      }
      case Registration.Entra entra -> {
        json.put("deviceId", device.deviceId()).put("displayName", device.displayName());
        json.put("isCompliant", device.isManaged()).put("isManaged", device.isManaged());
        json.put("trustType", entra.trustType().signInName());
      }
    }
    json.put("operatingSystem", operatingSystem(row)).put("browser", browser(row));
    return json;
  }

  static String userAgent(SignInRow row) {
    return switch (row.client().broker()) {
      case BROWSER -> "Mozilla/5.0 (" + operatingSystem(row) + ") Edg/131.0.0.0";
      case INTEGRATED -> "";
      case NOT_INTEGRATED -> row.client().displayName() + "/3.1";
    };
  }

  private static String operatingSystem(SignInRow row) {
    String version = row.device().osVersion();
    String major = version.substring(0, version.indexOf('.'));
    return switch (row.device().platform()) {
      case WINDOWS -> major.equals("10") ? windows(row) : "Windows 8.1";
      case MACOS -> "MacOs";
      case IOS -> "Ios " + version;
      case ANDROID -> "Android " + major;
      case LINUX -> "Linux";
      case UNKNOWN -> "";
    };
  }

  /** Mostly the first spelling; each of the others now and then. */
  private static String windows(SignInRow row) {
    double draw = row.seed().with("spelling").unit();
    return draw < 0.7 ? WINDOWS.getFirst() : WINDOWS.get((int) ((draw - 0.7) / 0.3 * 4));
  }

  private static String browser(SignInRow row) {
    return row.client().broker() == Broker.BROWSER ? "Edge 131.0.0" : "";
  }
}
