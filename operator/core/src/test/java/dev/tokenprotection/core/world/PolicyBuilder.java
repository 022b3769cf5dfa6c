package dev.tokenprotection.core.world;

import dev.tokenprotection.core.model.DeviceFilter;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyContent.Guests;
import dev.tokenprotection.core.model.PolicyContent.TokenProtection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** A policy that differs from another one in what a test names. */
public final class PolicyBuilder {
  private final PolicyContent base;
  private String displayName;
  private SortedSet<GroupId> excludeGroups;
  private Guests guests;
  private SortedSet<String> applications;
  private SortedSet<String> platforms;
  private SortedSet<String> clientAppTypes;
  private DeviceFilter deviceFilter;
  private TokenProtection tokenProtection;

  private PolicyBuilder(PolicyContent base) {
    this.base = base;
    displayName = base.displayName();
    excludeGroups = base.excludeGroups();
    guests = base.guests();
    applications = base.applications();
    platforms = base.platforms();
    clientAppTypes = base.clientAppTypes();
    deviceFilter = base.deviceFilter();
    tokenProtection = base.tokenProtection();
  }

  public static PolicyBuilder from(PolicyContent base) {
    return new PolicyBuilder(base);
  }

  public PolicyBuilder named(String name) {
    displayName = name;
    return this;
  }

  public PolicyBuilder excludingGroups(GroupId... groups) {
    excludeGroups = new TreeSet<>(List.of(groups));
    return this;
  }

  public PolicyBuilder guests(Guests value) {
    guests = value;
    return this;
  }

  public PolicyBuilder applications(String... appIds) {
    applications = new TreeSet<>(List.of(appIds));
    return this;
  }

  public PolicyBuilder platforms(String... values) {
    platforms = new TreeSet<>(List.of(values));
    return this;
  }

  public PolicyBuilder clientAppTypes(String... values) {
    clientAppTypes = new TreeSet<>(List.of(values));
    return this;
  }

  public PolicyBuilder leavingOut(String deviceRule) {
    deviceFilter = new DeviceFilter(deviceRule);
    return this;
  }

  public PolicyBuilder tokenProtection(TokenProtection value) {
    tokenProtection = value;
    return this;
  }

  public PolicyContent build() {
    return new PolicyContent(
        displayName,
        base.state(),
        base.includeUsers(),
        base.includeGroups(),
        base.excludeUsers(),
        excludeGroups,
        guests,
        applications,
        platforms,
        clientAppTypes,
        deviceFilter,
        tokenProtection);
  }
}
