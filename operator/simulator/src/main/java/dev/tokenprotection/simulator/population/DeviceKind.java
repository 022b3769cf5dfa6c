package dev.tokenprotection.simulator.population;

import static dev.tokenprotection.simulator.population.Registration.Credentials.LEGACY;
import static dev.tokenprotection.simulator.population.Registration.Entra.wellRegistered;
import static dev.tokenprotection.simulator.population.Registration.KeyStorage.HARDWARE;
import static dev.tokenprotection.simulator.population.Registration.KeyStorage.SOFTWARE;
import static dev.tokenprotection.simulator.population.Registration.Management.UNMANAGED;
import static dev.tokenprotection.simulator.population.Registration.Owner.SOMEBODY_ELSE;
import static dev.tokenprotection.simulator.population.Registration.Owner.THE_USER;
import static dev.tokenprotection.simulator.population.TrustType.ENTRA_JOINED;
import static dev.tokenprotection.simulator.population.TrustType.HYBRID_JOINED;
import static dev.tokenprotection.simulator.population.TrustType.REGISTERED;

import dev.tokenprotection.simulator.population.EndUserDevice.Fault;
import java.util.Locale;

/**
 * The machines that a scenario may give to its people, each good or broken in one way. The ways are
 * those of Entra, "Token Protection Deployment Guide - Windows", section "Known limitations", and
 * "Token Protection deployment guide - Apple platforms", section "Status code definitions".
 */
public enum DeviceKind {
  WINDOWS_ENTRA_JOINED(DevicePlatform.WINDOWS, "10.0.26100.4061", wellRegistered(ENTRA_JOINED)),
  WINDOWS_HYBRID_JOINED(DevicePlatform.WINDOWS, "10.0.22631.3880", wellRegistered(HYBRID_JOINED)),
  WINDOWS_REGISTERED(
      DevicePlatform.WINDOWS, "10.0.19045.4651", wellRegistered(REGISTERED).with(UNMANAGED)),
  /** 1002. */
  WINDOWS_UNREGISTERED(DevicePlatform.WINDOWS, "10.0.19045.4651", new Registration.None()),
  /** 1003 when Entra joined. */
  WINDOWS_CLOUD_PC(
      DevicePlatform.WINDOWS,
      "10.0.26100.4061",
      wellRegistered(ENTRA_JOINED).labelled("CloudPC"),
      "Cloud PC Enterprise 4vCPU/16GB/128GB"),
  /** 1003 when Entra joined. */
  WINDOWS_VIRTUAL_DESKTOP_HOST(
      DevicePlatform.WINDOWS,
      "10.0.22631.3880",
      wellRegistered(ENTRA_JOINED).labelled("AzureVirtualDesktop"),
      "Virtual Machine"),
  /** 1003. */
  WINDOWS_POWER_AUTOMATE(
      DevicePlatform.WINDOWS,
      "10.0.20348.2582",
      wellRegistered(ENTRA_JOINED).labelled("MicrosoftPowerAutomate"),
      "Virtual Machine"),
  /** 1003. */
  WINDOWS_AZURE_VM(
      DevicePlatform.WINDOWS,
      "10.0.20348.2582",
      wellRegistered(ENTRA_JOINED).profiled("SecureVM").with(UNMANAGED),
      "Virtual Machine"),
  /** 1003. */
  WINDOWS_BULK_ENROLLED(
      DevicePlatform.WINDOWS,
      "10.0.19045.4651",
      wellRegistered(ENTRA_JOINED).enrolled("windowsBulkAzureDomainJoin", "Classroom package")),
  /** 1003. */
  WINDOWS_SELF_DEPLOYED(
      DevicePlatform.WINDOWS,
      "10.0.22631.3880",
      wellRegistered(ENTRA_JOINED)
          .enrolled("windowsAzureADJoinUsingDeviceAuth", "Autopilot self-deployment profile")),
  /** 1003. */
  WINDOWS_SURFACE_HUB(
      DevicePlatform.WINDOWS, "10.0.19045.4651", wellRegistered(ENTRA_JOINED), "Surface Hub 2S"),
  /** 1003. */
  WINDOWS_TEAMS_ROOM(
      DevicePlatform.WINDOWS, "10.0.22631.3880", wellRegistered(ENTRA_JOINED), "ThinkSmart Hub"),
  /** 1003: the device must be registered again. */
  WINDOWS_LEGACY_REGISTRATION(
      DevicePlatform.WINDOWS, "10.0.19045.4651", wellRegistered(HYBRID_JOINED).with(LEGACY)),
  /** 1005. */
  WINDOWS_UNSPECIFIED(
      DevicePlatform.WINDOWS, "10.0.22631.3880", wellRegistered(ENTRA_JOINED), Fault.UNSPECIFIED),
  /** 1006: Windows 8.1. */
  WINDOWS_OUTDATED(DevicePlatform.WINDOWS, "6.3.9600", wellRegistered(HYBRID_JOINED)),

  MAC_MANAGED(DevicePlatform.MACOS, "14.6.1", wellRegistered(REGISTERED)),
  /** 1002. */
  MAC_UNREGISTERED(DevicePlatform.MACOS, "14.6.1", new Registration.None()),
  /** 1003, mended by one re-authentication. */
  MAC_LEGACY_REGISTRATION(DevicePlatform.MACOS, "14.6.1", wellRegistered(REGISTERED).with(LEGACY)),
  /** 1004, mended by one re-authentication. */
  MAC_SOFTWARE_KEY(
      DevicePlatform.MACOS, "15.0.0", wellRegistered(REGISTERED).with(SOFTWARE, THE_USER)),
  /** 1006. */
  MAC_OUTDATED(DevicePlatform.MACOS, "13.6.9", wellRegistered(REGISTERED)),
  /** 1007. */
  MAC_OF_SOMEBODY_ELSE(
      DevicePlatform.MACOS, "14.6.1", wellRegistered(REGISTERED).with(SOFTWARE, SOMEBODY_ELSE)),
  /** 1008: without an MDM there is no SSO plug-in, so no client reaches a broker. */
  MAC_UNMANAGED(DevicePlatform.MACOS, "14.6.1", wellRegistered(REGISTERED).with(UNMANAGED)),

  IPHONE_MANAGED(DevicePlatform.IOS, "17.5.1", wellRegistered(REGISTERED)),
  /** 1002. */
  IPHONE_UNREGISTERED(DevicePlatform.IOS, "17.5.1", new Registration.None()),
  /** 1003, mended by one re-authentication. */
  IPHONE_LEGACY_REGISTRATION(DevicePlatform.IOS, "16.7.0", wellRegistered(REGISTERED).with(LEGACY)),
  /** 1004, mended by one re-authentication. */
  IPHONE_SOFTWARE_KEY(
      DevicePlatform.IOS, "17.5.1", wellRegistered(REGISTERED).with(SOFTWARE, THE_USER)),
  /** 1006. */
  IPHONE_OUTDATED(DevicePlatform.IOS, "15.8.3", wellRegistered(REGISTERED)),

  /** Outside of token protection. */
  ANDROID(DevicePlatform.ANDROID, "14.0", wellRegistered(REGISTERED).with(HARDWARE, THE_USER)),
  /** Outside of token protection. */
  LINUX(DevicePlatform.LINUX, "22.04", new Registration.None());

  private final DevicePlatform platform;
  private final String osVersion;
  private final Registration registration;
  private final Fault fault;
  private final String model;

  DeviceKind(DevicePlatform platform, String osVersion, Registration registration) {
    this(platform, osVersion, registration, Fault.NONE);
  }

  DeviceKind(DevicePlatform platform, String osVersion, Registration registration, Fault fault) {
    this(platform, osVersion, registration, fault, usualModel(platform));
  }

  DeviceKind(DevicePlatform platform, String osVersion, Registration registration, String model) {
    this(platform, osVersion, registration, Fault.NONE, model);
  }

  DeviceKind(
      DevicePlatform platform,
      String osVersion,
      Registration registration,
      Fault fault,
      String model) {
    this.platform = platform;
    this.osVersion = osVersion;
    this.registration = registration;
    this.fault = fault;
    this.model = model;
  }

  public DevicePlatform platform() {
    return platform;
  }

  /** The version as the directory has it. */
  public String osVersion() {
    return osVersion;
  }

  /** The value of {@code model} in the directory. */
  public String model() {
    return model;
  }

  /** The name in scenario files: {@code windows-entra-joined}. */
  public String scenarioName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * A machine of this kind.
   *
   * @param seed decides its ids
   * @param displayName its name
   */
  public EndUserDevice make(Seed seed, String displayName) {
    return new EndUserDevice(
        this,
        seed.with("object").uuid().toString(),
        seed.with("device").uuid().toString(),
        displayName,
        registration,
        fault);
  }

  private static String usualModel(DevicePlatform platform) {
    return switch (platform) {
      case WINDOWS -> "Latitude 5450";
      case MACOS -> "MacBook Pro";
      case IOS -> "iPhone 15";
      case ANDROID -> "Pixel 8";
      case LINUX, UNKNOWN -> "";
    };
  }
}
