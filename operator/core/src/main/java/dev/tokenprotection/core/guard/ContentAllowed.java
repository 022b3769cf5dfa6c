package dev.tokenprotection.core.guard;

import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.Platform;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyContent.TokenProtection;
import dev.tokenprotection.core.model.PolicyField;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.plan.Action;
import dev.tokenprotection.core.plan.Plan;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * No policy is written that is broader than its rollout: never all users, never an application
 * group, one profile's platforms only, native clients only. Source: Microsoft Entra, "Token
 * Protection in Microsoft Entra Conditional Access", section "Create a Conditional Access policy".
 */
final class ContentAllowed implements Guard {
  private static final Set<PolicyField> ALL_FIELDS = EnumSet.allOf(PolicyField.class);

  @Override
  public List<Violation> check(Plan plan, GuardContext context) {
    List<String> broader = new ArrayList<>();
    for (Action action : plan.actions()) {
      switch (action) {
        case Action.CreatePolicy create ->
            broader.addAll(broader(ALL_FIELDS, create.content(), context));
        case Action.RestorePolicy restore -> {
          if (restore.content().enforces()) {
            broader.addAll(broader(ALL_FIELDS, restore.content(), context));
          }
        }
        case Action.AdoptPolicy adopt ->
            broader.addAll(broader(adopt.fields(), adopt.content(), context));
        case Action.TakeOver.OfPolicy taken ->
            broader.addAll(broader(taken.fields(), taken.content(), context));
        case Action.TakeOver.OfGroup _ -> {}
        case Action.UpdatePolicy update ->
            broader.addAll(broader(update.fields(), update.content(), context));
        case Action.SetPolicyState set -> broader.addAll(broaderIfEnabled(set, context));
        case Action.CreateGroup _ -> {}
        case Action.AddMembers _ -> {}
        case Action.RemoveMember _ -> {}
      }
    }
    if (broader.isEmpty()) {
      return List.of();
    }
    return List.of(
        new Violation(
            "PolicyTooBroad",
            "A write would leave a policy broader than the rollout: "
                + broader.stream().distinct().collect(Collectors.joining("; "))
                + ".",
            "This is a defect of the operator: please report it.",
            new Refusal.AllButLess()));
  }

  private static List<String> broaderIfEnabled(Action.SetPolicyState set, GuardContext context) {
    if (set.state() != PolicyState.ENABLED) {
      return List.of();
    }
    return broader(ALL_FIELDS, context.observed().policies().get(set.role()).content(), context);
  }

  private static List<String> broader(
      Set<PolicyField> fields, PolicyContent content, GuardContext context) {
    return fields.stream()
        .sorted()
        .flatMap(field -> broader(field, content, context).stream())
        .toList();
  }

  private static Optional<String> broader(
      PolicyField field, PolicyContent content, GuardContext context) {
    boolean allowed =
        switch (field) {
          case INCLUDE_USERS ->
              content.includeUsers().stream().allMatch(PolicyContent.NONE::equals);
          case APPLICATIONS -> onlyApplications(content, context);
          case PLATFORMS -> onlyPlatforms(content, context);
          case CLIENT_APP_TYPES ->
              content
                  .clientAppTypes()
                  .equals(Set.of(PolicyContent.MOBILE_APPS_AND_DESKTOP_CLIENTS));
          case TOKEN_PROTECTION -> content.tokenProtection() == TokenProtection.REQUIRED;
          case DISPLAY_NAME,
              STATE,
              INCLUDE_GROUPS,
              EXCLUDE_USERS,
              EXCLUDE_GROUPS,
              EXCLUDE_GUESTS,
              DEVICE_FILTER ->
              true;
        };
    return allowed ? Optional.empty() : Optional.of(field.graphPath() + " = " + field.of(content));
  }

  private static boolean onlyApplications(PolicyContent content, GuardContext context) {
    Set<String> allowed =
        context.applications().stream()
            .filter(context.profile().applications()::contains)
            .map(Application::appId)
            .collect(Collectors.toSet());
    return !content.applications().isEmpty() && allowed.containsAll(content.applications());
  }

  private static boolean onlyPlatforms(PolicyContent content, GuardContext context) {
    Set<String> allowed =
        context.profile().platforms().stream().map(Platform::graphName).collect(Collectors.toSet());
    return !content.platforms().isEmpty() && allowed.containsAll(content.platforms());
  }
}
