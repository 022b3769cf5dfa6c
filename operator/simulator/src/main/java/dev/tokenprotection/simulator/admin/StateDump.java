package dev.tokenprotection.simulator.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.tenant.Device;
import dev.tokenprotection.simulator.tenant.Group;
import dev.tokenprotection.simulator.tenant.Json;
import dev.tokenprotection.simulator.tenant.ServicePrincipal;
import dev.tokenprotection.simulator.tenant.Tenant;
import dev.tokenprotection.simulator.tenant.User;

/** The whole tenant as one JSON document, without secrets. */
final class StateDump {
  private StateDump() {}

  static ObjectNode of(Tenant tenant) {
    ObjectNode dump = Json.object();
    dump.put("tenantId", tenant.id()).put("now", tenant.now().toString());
    dump.put("securityDefaultsEnabled", tenant.securityDefaultsEnabled());
    dump.putArray("policies").addAll(tenant.policies().all());
    dump.putArray("deletedPolicies").addAll(tenant.policies().deleted());
    dump.putArray("effectivePolicies").addAll(tenant.policiesEffectiveAt(tenant.now()));
    dump.putArray("groups")
        .addAll(tenant.directory().groups().stream().map(g -> group(tenant, g)).toList());
    dump.putArray("users").addAll(tenant.directory().users().stream().map(User::json).toList());
    dump.putArray("devices")
        .addAll(tenant.directory().devices().stream().map(Device::json).toList());
    dump.putArray("servicePrincipals")
        .addAll(
            tenant.directory().servicePrincipals().stream().map(ServicePrincipal::json).toList());
    dump.putArray("subscribedSkus").addAll(tenant.subscribedSkus());
    dump.putObject("signIns")
        .put("written", tenant.signInLog().written())
        .put("served", tenant.servedSignIns());
    ArrayNode apps = dump.putArray("apps");
    tenant
        .apps()
        .all()
        .forEach(
            app -> {
              ObjectNode json = apps.addObject();
              json.put("clientId", app.clientId()).put("displayName", app.displayName());
              json.set("roles", Json.array(app.roles().stream().sorted().toList()));
            });
    return dump;
  }

  private static ObjectNode group(Tenant tenant, Group group) {
    ObjectNode json = group.json();
    json.set("members", Json.array(tenant.memberships().membersOf(group.id())));
    json.set("owners", Json.array(tenant.memberships().ownersOf(group.id())));
    return json;
  }
}
