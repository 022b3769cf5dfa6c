package dev.tokenprotection.core.world;

import static dev.tokenprotection.core.world.Examples.OTHER_ID;
import static dev.tokenprotection.core.world.Examples.set;
import static dev.tokenprotection.core.world.Examples.user;

import dev.tokenprotection.core.model.DeviceFilter;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyContent.Guests;
import dev.tokenprotection.core.model.PolicyContent.TokenProtection;
import dev.tokenprotection.core.model.PolicyState;
import java.util.SortedSet;
import java.util.TreeSet;

/** Somebody with rights and without a plan. */
final class Vandal {
  /** How many kinds of edits there are. */
  static final int KINDS = 13;

  static final int ENABLES = 0;
  static final int TAKES_EXCLUSIONS_AWAY = 3;
  static final int COVERS_ALL_USERS = 5;

  private Vandal() {}

  /** The content after one edit by hand; its marker stays. */
  static PolicyContent edit(PolicyContent content, int kind) {
    return switch (kind) {
      case ENABLES -> content.inState(PolicyState.ENABLED);
      case 1 -> content.inState(PolicyState.DISABLED);
      case 2 -> content.inState(PolicyState.REPORT_ONLY);
      case TAKES_EXCLUSIONS_AWAY -> content.excluding(set(), set());
      case 4 -> content.excluding(set(user(1)), set(OTHER_ID));
      case COVERS_ALL_USERS -> content.including(set("All"), set());
      case 6 -> content.including(set(), set(OTHER_ID));
      case 7 -> content.including(set(PolicyContent.NONE), set());
      case 8 -> conditions(content, set("All"), content.platforms(), content.clientAppTypes());
      case 9 -> conditions(content, content.applications(), set("all"), set("browser", "other"));
      case 10 -> conditions(content, fewer(content), content.platforms(), set());
      case 11 ->
          with(content, Guests.COVERED, new DeviceFilter("a -eq 1"), content.tokenProtection());
      default -> with(content, content.guests(), content.deviceFilter(), TokenProtection.ABSENT);
    };
  }

  private static SortedSet<String> fewer(PolicyContent content) {
    SortedSet<String> fewer = new TreeSet<>(content.applications());
    if (fewer.size() > 1) {
      fewer.removeFirst();
    }
    return fewer;
  }

  private static PolicyContent conditions(
      PolicyContent content,
      SortedSet<String> applications,
      SortedSet<String> platforms,
      SortedSet<String> clientAppTypes) {
    return new PolicyContent(
        content.displayName(),
        content.state(),
        content.includeUsers(),
        content.includeGroups(),
        content.excludeUsers(),
        content.excludeGroups(),
        content.guests(),
        applications,
        platforms,
        clientAppTypes,
        content.deviceFilter(),
        content.tokenProtection());
  }

  private static PolicyContent with(
      PolicyContent content, Guests guests, DeviceFilter filter, TokenProtection control) {
    return new PolicyContent(
        content.displayName(),
        content.state(),
        content.includeUsers(),
        content.includeGroups(),
        content.excludeUsers(),
        content.excludeGroups(),
        guests,
        content.applications(),
        content.platforms(),
        content.clientAppTypes(),
        filter,
        control);
  }
}
