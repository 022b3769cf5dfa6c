package dev.tokenprotection.simulator.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.tenant.Administrator;
import dev.tokenprotection.simulator.tenant.ClientSecret;
import dev.tokenprotection.simulator.tenant.Json;
import dev.tokenprotection.simulator.tenant.Licences;
import dev.tokenprotection.simulator.tenant.ServicePrincipal;
import dev.tokenprotection.simulator.tenant.StoredSignIns;
import dev.tokenprotection.simulator.tenant.Tenant;
import dev.tokenprotection.simulator.tenant.TenantSettings;
import dev.tokenprotection.simulator.tenant.User;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Hands in the tenant, from JSON: {@code {"do": "deleteUser", "user": "…"}}. Members are named
 * after what they hold: {@code user}, {@code group}, {@code member}, {@code policy}, {@code
 * changes}, {@code app}, {@code role}, {@code secret}, {@code appId}, {@code enabled}, {@code
 * units}.
 */
final class Mutations {
  private final Tenant tenant;
  private final Administrator administrator;

  Mutations(Tenant tenant) {
    this.tenant = tenant;
    this.administrator = Administrator.of(tenant);
  }

  void apply(JsonNode json) {
    String what = text(json, "do");
    switch (what) {
      case "deleteUser" -> administrator.deleteUser(text(json, "user"));
      case "disableUser" -> tenant.directory().put(user(json).disabled());
      case "enableUser" -> tenant.directory().put(user(json).enabled());
      case "deleteGroup" -> administrator.deleteGroup(text(json, "group"));
      case "addMember" -> administrator.addMember(text(json, "group"), text(json, "member"));
      case "removeMember" -> administrator.removeMember(text(json, "group"), text(json, "member"));
      case "createPolicy" -> administrator.createPolicy(object(json, "policy"));
      case "changePolicy" ->
          administrator.changePolicy(text(json, "policy"), object(json, "changes"));
      case "deletePolicy" -> administrator.deletePolicy(text(json, "policy"));
      case "grantRole" ->
          tenant.apps().change(text(json, "app"), app -> app.withRole(text(json, "role")));
      case "revokeRole" ->
          tenant.apps().change(text(json, "app"), app -> app.withoutRole(text(json, "role")));
      case "setRoles" ->
          tenant
              .apps()
              .change(
                  text(json, "app"),
                  app -> app.withRoles(Set.copyOf(Json.strings(json.path("roles")))));
      case "expireSecrets" -> tenant.apps().expireSecrets(text(json, "app"), tenant.now());
      case "setSecret" ->
          tenant.apps().change(text(json, "app"), app -> app.withSecrets(List.of(secret(json))));
      case "deleteServicePrincipal" ->
          tenant.directory().deleteServicePrincipal(text(json, "appId"));
      case "addServicePrincipal" ->
          tenant
              .directory()
              .put(
                  new ServicePrincipal(
                      text(json, "id"), text(json, "appId"), text(json, "displayName")));
      case "securityDefaults" -> tenant.securityDefaultsEnabled(json.path("enabled").asBoolean());
      case "noLicence" -> tenant.subscribedSkus(List.of(Licences.exchangeOnly(25)));
      case "licence" ->
          tenant.subscribedSkus(List.of(Licences.entraIdP1(json.path("units").asInt(1000))));
      case "delays" -> tenant.settings(tenant.settings().with(delays(json)));
      case "addSignIn" -> addSignIn(object(json, "row"));
      case "actImmediately" -> tenant.settings(TenantSettings.immediate());
      default -> throw new IllegalArgumentException("nobody knows how to do '" + what + "'");
    }
  }

  private void addSignIn(ObjectNode row) {
    if (!(tenant.signInLog() instanceof StoredSignIns stored)) {
      throw new IllegalArgumentException("the sign-ins of this tenant come from its population");
    }
    stored.add(row);
  }

  private ClientSecret secret(JsonNode json) {
    return new ClientSecret(text(json, "secret"), tenant.now().plus(Duration.ofDays(180)));
  }

  private static TenantSettings.Delays delays(JsonNode json) {
    return new TenantSettings.Delays(
        Duration.parse(json.path("policy").asText("PT2H")),
        Duration.parse(json.path("membership").asText("PT24H")));
  }

  private User user(JsonNode json) {
    String id = text(json, "user");
    return tenant.user(id).orElseThrow(() -> new IllegalArgumentException("no user with id " + id));
  }

  private static String text(JsonNode json, String member) {
    if (!json.path(member).isTextual()) {
      throw new IllegalArgumentException("'" + member + "' is missing in " + json);
    }
    return json.path(member).asText();
  }

  private static ObjectNode object(JsonNode json, String member) {
    if (json.path(member) instanceof ObjectNode object) {
      return object;
    }
    throw new IllegalArgumentException("'" + member + "' is missing in " + json);
  }
}
