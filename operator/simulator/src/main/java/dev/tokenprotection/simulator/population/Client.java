package dev.tokenprotection.simulator.population;

import static dev.tokenprotection.simulator.population.DevicePlatform.ANDROID;
import static dev.tokenprotection.simulator.population.DevicePlatform.IOS;
import static dev.tokenprotection.simulator.population.DevicePlatform.LINUX;
import static dev.tokenprotection.simulator.population.DevicePlatform.MACOS;
import static dev.tokenprotection.simulator.population.DevicePlatform.WINDOWS;
import static dev.tokenprotection.simulator.population.Resource.AZURE_RESOURCE_MANAGER;
import static dev.tokenprotection.simulator.population.Resource.AZURE_VIRTUAL_DESKTOP;
import static dev.tokenprotection.simulator.population.Resource.EXCHANGE_ONLINE;
import static dev.tokenprotection.simulator.population.Resource.MICROSOFT_GRAPH;
import static dev.tokenprotection.simulator.population.Resource.SHAREPOINT_ONLINE;
import static dev.tokenprotection.simulator.population.Resource.TEAMS_SERVICES;
import static dev.tokenprotection.simulator.population.Resource.WINDOWS_365;
import static dev.tokenprotection.simulator.population.Resource.WINDOWS_CLOUD_LOGIN;
import static dev.tokenprotection.simulator.population.TokenRequest.to;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The software that people sign in with. appIds of Microsoft's own clients are the real ones; the
 * archive connector is invented and stands for everything that was never integrated with the broker
 * (Entra, "Token Protection Deployment Guide - Windows", sections "Applications" and "Known
 * limitations").
 */
public enum Client {
  OUTLOOK(
      "d3590ed6-52b3-4102-aeff-aad2292ab01c",
      "Microsoft Office",
      Broker.INTEGRATED,
      EnumSet.of(WINDOWS, MACOS),
      to(EXCHANGE_ONLINE, EXCHANGE_ONLINE),
      to(MICROSOFT_GRAPH, SHAREPOINT_ONLINE, EXCHANGE_ONLINE)),
  OUTLOOK_MOBILE(
      "27922004-5251-4030-b22d-91ecd9a37ea4",
      "Outlook Mobile",
      Broker.INTEGRATED,
      EnumSet.of(IOS, DevicePlatform.ANDROID),
      to(EXCHANGE_ONLINE, EXCHANGE_ONLINE)),
  TEAMS(
      "1fec8e78-bce4-4aaf-ab1b-5451cc387264",
      "Microsoft Teams",
      Broker.INTEGRATED,
      EnumSet.of(WINDOWS, MACOS, IOS, ANDROID),
      to(TEAMS_SERVICES, TEAMS_SERVICES, EXCHANGE_ONLINE, SHAREPOINT_ONLINE),
      to(SHAREPOINT_ONLINE, SHAREPOINT_ONLINE)),
  ONEDRIVE(
      "ab9b8c07-8f02-4f72-87fa-80105867a763",
      "OneDrive SyncEngine",
      Broker.INTEGRATED,
      EnumSet.of(WINDOWS, MACOS),
      to(SHAREPOINT_ONLINE)),
  WINDOWS_APP(
      "a85cf173-4192-42f8-81fa-777a763e6e2c",
      "Azure Virtual Desktop Client",
      Broker.INTEGRATED,
      EnumSet.of(WINDOWS),
      to(AZURE_VIRTUAL_DESKTOP, AZURE_VIRTUAL_DESKTOP, WINDOWS_365),
      to(WINDOWS_CLOUD_LOGIN, WINDOWS_CLOUD_LOGIN)),
  EXCHANGE_POWERSHELL(
      "fb78d390-0c51-40cd-8e17-fdbfab77341b",
      "Microsoft Exchange REST API Based Powershell",
      Broker.INTEGRATED,
      EnumSet.of(WINDOWS),
      to(EXCHANGE_ONLINE, EXCHANGE_ONLINE)),
  /** 1008. */
  SHAREPOINT_POWERSHELL(
      "9bc3ab49-b65d-410a-85ad-de819febfddc",
      "Microsoft SharePoint Online Management Shell",
      Broker.NOT_INTEGRATED,
      EnumSet.of(WINDOWS),
      to(SHAREPOINT_ONLINE, SHAREPOINT_ONLINE)),
  /** 1008. */
  ARCHIVE_CONNECTOR(
      "5f2c1a90-7b34-4d0e-9a56-3e1d8c7b6a10",
      "Contoso Mail Archive Connector",
      Broker.NOT_INTEGRATED,
      EnumSet.of(WINDOWS, MACOS, LINUX),
      to(EXCHANGE_ONLINE, EXCHANGE_ONLINE)),
  /** 1008: Apple's own Mail and Calendar. */
  APPLE_MAIL(
      "f8d98a96-0999-43f5-8af3-69971c7bb423",
      "Apple Internet Accounts",
      Broker.NOT_INTEGRATED,
      EnumSet.of(MACOS, IOS),
      to(EXCHANGE_ONLINE, EXCHANGE_ONLINE)),
  OUTLOOK_WEB(
      "9199bf20-a13f-4107-85dc-02114787ef48",
      "One Outlook Web",
      Broker.BROWSER,
      EnumSet.complementOf(EnumSet.of(DevicePlatform.UNKNOWN)),
      to(EXCHANGE_ONLINE)),
  TEAMS_WEB(
      "5e3ce6c0-2b1f-4285-8d4b-75ee78787346",
      "Microsoft Teams Web Client",
      Broker.BROWSER,
      EnumSet.complementOf(EnumSet.of(DevicePlatform.UNKNOWN)),
      to(TEAMS_SERVICES)),
  AZURE_PORTAL(
      "c44b4083-3bb0-49c1-b47d-974e53cbdf3c",
      "Azure Portal",
      Broker.BROWSER,
      EnumSet.complementOf(EnumSet.of(DevicePlatform.UNKNOWN)),
      to(AZURE_RESOURCE_MANAGER));

  /** How a client gets its tokens. */
  public enum Broker {
    INTEGRATED,
    NOT_INTEGRATED,
    /** Through a web page; native token protection does not look at it. */
    BROWSER
  }

  private final String appId;
  private final String displayName;
  private final Broker broker;
  private final Set<DevicePlatform> platforms;
  private final List<TokenRequest> requests;

  Client(
      String appId,
      String displayName,
      Broker broker,
      Set<DevicePlatform> platforms,
      TokenRequest... requests) {
    this.appId = appId;
    this.displayName = displayName;
    this.broker = broker;
    this.platforms = platforms;
    this.requests = List.of(requests);
  }

  public String appId() {
    return appId;
  }

  /** The value of {@code appDisplayName}. */
  public String displayName() {
    return displayName;
  }

  public Broker broker() {
    return broker;
  }

  public ClientAppType appType() {
    return switch (broker) {
      case INTEGRATED, NOT_INTEGRATED -> ClientAppType.MOBILE_APPS_AND_DESKTOP_CLIENTS;
      case BROWSER -> ClientAppType.BROWSER;
    };
  }

  /** Whether there is such software for that platform. */
  public boolean runsOn(DevicePlatform platform) {
    return platforms.contains(platform);
  }

  /** What it asks for in one sign-in, in this order; the first always, the others often. */
  public List<TokenRequest> requests() {
    return requests;
  }

  /** The name in scenario files: {@code archive-connector}. */
  public String scenarioName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
