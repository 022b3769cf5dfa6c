package dev.tokenprotection.entra.policy;

import dev.tokenprotection.core.model.DeviceFilter;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyContent.Guests;
import dev.tokenprotection.core.model.PolicyContent.TokenProtection;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.entra.call.Answer;
import dev.tokenprotection.entra.call.UnreadableAnswerException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A policy of the service as a rollout sees it, normalised: the service reorders and re-cases what
 * it is sent, and answers null, an empty list or nothing for the same thing. Read from JSON rather
 * than from the SDK's models, which turn a word that they do not know into null. Source: Microsoft
 * Graph v1.0 reference, "conditionalAccessPolicy resource type".
 */
final class PolicyProjection {
  /** Words with a meaning in lists of ids and enums, as Graph spells them. */
  private static final List<String> WORDS =
      List.of(
          "None",
          "All",
          "GuestsOrExternalUsers",
          "android",
          "iOS",
          "windows",
          "windowsPhone",
          "macOS",
          "linux",
          "browser",
          "mobileAppsAndDesktopClients",
          "exchangeActiveSync",
          "easSupported",
          "other",
          "compliantDevice",
          "domainJoinedDevice");

  private PolicyProjection() {}

  /**
   * The policy in {@code answer}.
   *
   * @throws UnreadableAnswerException if it is not what the service documents
   */
  static ObservedPolicy of(Answer answer) {
    return new ObservedPolicy(
        new PolicyId(answer.text("id")),
        content(answer),
        answer
            .optionalInstant("modifiedDateTime")
            .or(() -> answer.optionalInstant("createdDateTime"))
            .orElseThrow(() -> new UnreadableAnswerException("\"createdDateTime\" is missing")),
        ForeignFields.of(answer),
        words(answer.optionalObject("grantControls"), "builtInControls"));
  }

  private static PolicyContent content(Answer policy) {
    Optional<Answer> conditions = policy.optionalObject("conditions");
    Optional<Answer> users = conditions.flatMap(c -> c.optionalObject("users"));
    return new PolicyContent(
        policy.optionalText("displayName").orElse(""),
        state(policy),
        words(users, "includeUsers"),
        groups(users, "includeGroups"),
        ids(users, "excludeUsers", UserId::new),
        groups(users, "excludeGroups"),
        guests(users),
        lowerCased(
            conditions.flatMap(c -> c.optionalObject("applications")), "includeApplications"),
        words(conditions.flatMap(c -> c.optionalObject("platforms")), "includePlatforms"),
        words(conditions, "clientAppTypes"),
        deviceFilter(conditions),
        tokenProtection(policy));
  }

  /** A state of which this version has never heard enforces nothing that we could vouch for. */
  private static PolicyState state(Answer policy) {
    return PolicyState.ofGraphName(policy.text("state")).orElse(PolicyState.DISABLED);
  }

  private static Guests guests(Optional<Answer> users) {
    return users
            .flatMap(u -> u.optionalObject("excludeGuestsOrExternalUsers"))
            .filter(GuestKinds::areAll)
            .isPresent()
        ? Guests.EXCLUDED
        : Guests.COVERED;
  }

  private static DeviceFilter deviceFilter(Optional<Answer> conditions) {
    return conditions
        .flatMap(c -> c.optionalObject("devices"))
        .flatMap(devices -> devices.optionalObject("deviceFilter"))
        .filter(filter -> "exclude".equalsIgnoreCase(filter.optionalText("mode").orElse("")))
        .map(filter -> new DeviceFilter(filter.optionalText("rule").orElse("").strip()))
        .orElse(DeviceFilter.NONE);
  }

  private static TokenProtection tokenProtection(Answer policy) {
    return policy
        .optionalObject("sessionControls")
        .flatMap(controls -> controls.optionalObject("secureSignInSession"))
        .flatMap(control -> control.optionalBoolean("isEnabled"))
        .filter(Boolean::booleanValue)
        .map(enabled -> TokenProtection.REQUIRED)
        .orElse(TokenProtection.ABSENT);
  }

  private static SortedSet<GroupId> groups(Optional<Answer> parent, String member) {
    return ids(parent, member, GroupId::new);
  }

  private static <T extends Comparable<T>> SortedSet<T> ids(
      Optional<Answer> parent, String member, Function<String, T> id) {
    return texts(parent, member)
        .filter(text -> !text.isBlank())
        .map(id)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static SortedSet<String> words(Optional<Answer> parent, String member) {
    return normalised(texts(parent, member), PolicyProjection::spelled);
  }

  private static SortedSet<String> lowerCased(Optional<Answer> parent, String member) {
    return normalised(texts(parent, member), text -> text.toLowerCase(Locale.ROOT));
  }

  private static Stream<String> texts(Optional<Answer> parent, String member) {
    return parent.map(p -> p.texts(member)).stream().flatMap(Collection::stream);
  }

  private static SortedSet<String> normalised(Stream<String> texts, UnaryOperator<String> form) {
    return texts.map(form).collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * A word as Graph spells it; anything else is an id or a new word, and compares in lower case.
   */
  private static String spelled(String text) {
    return WORDS.stream()
        .filter(text::equalsIgnoreCase)
        .findFirst()
        .orElseGet(() -> text.toLowerCase(Locale.ROOT));
  }
}
