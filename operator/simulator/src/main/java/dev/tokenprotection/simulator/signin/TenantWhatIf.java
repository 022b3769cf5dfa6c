package dev.tokenprotection.simulator.signin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenprotection.simulator.population.ClientAppType;
import dev.tokenprotection.simulator.population.DevicePlatform;
import dev.tokenprotection.simulator.signin.policy.ConditionalAccessEvaluation;
import dev.tokenprotection.simulator.signin.policy.DeviceAttribute;
import dev.tokenprotection.simulator.signin.policy.DeviceAttributes;
import dev.tokenprotection.simulator.signin.policy.SignInContext;
import dev.tokenprotection.simulator.signin.policy.UserCategory;
import dev.tokenprotection.simulator.tenant.Json;
import dev.tokenprotection.simulator.tenant.Tenant;
import dev.tokenprotection.simulator.tenant.WhatIf;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Answers What-If questions by the rules that sign-ins are judged by. Thread-safe. */
public final class TenantWhatIf implements WhatIf {
  private final Tenant tenant;

  public TenantWhatIf(Tenant tenant) {
    this.tenant = tenant;
  }

  @Override
  public List<Verdict> evaluate(Question question) {
    return ConditionalAccessEvaluation.of(tenant.policies().all()).whatIf(context(question));
  }

  private SignInContext context(Question question) {
    return new SignInContext(
        question.userId(),
        tenant.user(question.userId()).map(Identities::category).orElse(UserCategory.MEMBER),
        tenant.memberships().transitiveGroupsOf(question.userId()),
        question.applications().stream()
            .map(appId -> appId.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet()),
        DevicePlatform.ofGraphName(question.devicePlatform()).orElse(DevicePlatform.UNKNOWN),
        ClientAppType.ofGraphName(question.clientAppType()).orElse(ClientAppType.UNKNOWN),
        attributes(question));
  }

  /** Source: Graph, "deviceInfo resource type". */
  private static DeviceAttributes attributes(Question question) {
    DeviceAttributes attributes = DeviceAttributes.unregistered();
    for (DeviceAttribute attribute : DeviceAttribute.values()) {
      String member =
          attribute == DeviceAttribute.DEVICE_OWNERSHIP ? "ownership" : attribute.ruleName();
      JsonNode value = question.device().path(member);
      attributes =
          value.isArray()
              ? attributes.with(attribute, Json.strings(value))
              : attributes.with(attribute, value.asText(""));
    }
    return attributes;
  }
}
