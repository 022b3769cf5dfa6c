package dev.tokenprotection.simulator.graph;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.graph.Access.Service;
import dev.tokenprotection.simulator.tenant.Device;
import dev.tokenprotection.simulator.tenant.DirectoryObject;
import dev.tokenprotection.simulator.tenant.Json;
import dev.tokenprotection.simulator.tenant.ServicePrincipal;
import dev.tokenprotection.simulator.tenant.Tenant;
import dev.tokenprotection.simulator.wire.WireRequest;
import dev.tokenprotection.simulator.wire.WireResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Devices, service principals, licences, the organisation and objects by id. Sources: Graph, "List
 * devices", "Get servicePrincipal", "List subscribedSkus", "List organizations", "Get
 * directoryObject".
 */
final class DirectoryApi {
  private static final Access DEVICES =
      Access.anyOf(
          Service.DIRECTORY,
          "Device.Read.All",
          "Device.ReadWrite.All",
          "Directory.Read.All",
          "Directory.ReadWrite.All");
  private static final Access APPLICATIONS =
      Access.anyOf(
          Service.DIRECTORY,
          "Application.Read.All",
          "Application.ReadWrite.All",
          "Application.ReadWrite.OwnedBy",
          "Directory.Read.All",
          "Directory.ReadWrite.All");
  private static final Access ORGANIZATION =
      Access.anyOf(
          Service.DIRECTORY,
          "Organization.Read.All",
          "Organization.ReadWrite.All",
          "LicenseAssignment.Read.All",
          "Directory.Read.All",
          "Directory.ReadWrite.All");

  private final Tenant tenant;

  DirectoryApi(Tenant tenant) {
    this.tenant = tenant;
  }

  Stream<Route> routes() {
    Access byObject = Access.decidedByHandler(Service.DIRECTORY);
    return Stream.of(
        Route.of("GET", "devices", DEVICES, this::devices),
        Route.of("GET", "devices/{id}", DEVICES, this::device),
        Route.of("GET", "devices/{id}/registeredOwners", DEVICES, this::registeredOwners),
        Route.of("GET", "servicePrincipals", APPLICATIONS, this::servicePrincipals),
        Route.of("GET", "servicePrincipals/{id}", APPLICATIONS, this::servicePrincipal),
        Route.of("GET", "servicePrincipals/(appId={appId})", APPLICATIONS, this::servicePrincipal),
        Route.of("GET", "subscribedSkus", ORGANIZATION, this::subscribedSkus),
        Route.of("GET", "organization", ORGANIZATION, this::organization),
        Route.of("GET", "directoryObjects/{id}", byObject, this::directoryObject),
        Route.of("POST", "directoryObjects/getByIds", byObject, this::getByIds));
  }

  private WireResponse devices(GraphCall call) {
    Map<String, Device> byId =
        tenant.directory().devices().stream()
            .collect(Collectors.toMap(Device::id, Function.identity()));
    return Listing.of("devices")
        .page(
            call,
            tenant.directory().devices().stream().map(Device::json).toList(),
            json -> shown(call, byId.get(json.path("id").asText())));
  }

  private WireResponse device(GraphCall call) {
    return Projection.entity(call, 200, "devices/$entity", shown(call, storedDevice(call)));
  }

  private WireResponse registeredOwners(GraphCall call) {
    return Listing.of("directoryObjects").page(call, owners(call, storedDevice(call)), o -> o);
  }

  private Device storedDevice(GraphCall call) {
    return tenant
        .directory()
        .device(call.key("id"))
        .orElseThrow(() -> GraphRefusal.noSuchObject(call.key("id")));
  }

  private ObjectNode shown(GraphCall call, Device device) {
    ObjectNode json = Projection.select(device.json(), call.select());
    boolean expand =
        call.query("expand")
            .map(text -> text.toLowerCase(Locale.ROOT))
            .filter(text -> text.contains("registeredowners"))
            .isPresent();
    if (expand) {
      ArrayNode owners = json.putArray("registeredOwners");
      owners(call, device).forEach(owners::add);
    }
    return json;
  }

  /** The owners with their default properties: the projection of the call is the device's. */
  private List<ObjectNode> owners(GraphCall call, Device device) {
    GraphCall unselected =
        new GraphCall(
            call.version(),
            new WireRequest(
                "GET", call.request().rawPath(), "", call.request().headers(), new byte[0]),
            call.caller(),
            call.keys(),
            call.requestId());
    return tenant.directory().ownersOf(device).stream()
        .map(user -> DirectoryView.shownAmongOthers(unselected, user))
        .toList();
  }

  private WireResponse servicePrincipals(GraphCall call) {
    return Listing.of("servicePrincipals")
        .page(
            call,
            tenant.directory().servicePrincipals().stream().map(ServicePrincipal::json).toList(),
            json -> Projection.select(json, call.select()));
  }

  private WireResponse servicePrincipal(GraphCall call) {
    Optional<ServicePrincipal> found =
        call.keys().containsKey("appId")
            ? tenant.directory().servicePrincipalByAppId(call.key("appId"))
            : tenant.directory().servicePrincipal(call.key("id"));
    ServicePrincipal servicePrincipal =
        found.orElseThrow(() -> GraphRefusal.noSuchObject(String.join("", call.keys().values())));
    return Projection.entity(
        call,
        200,
        "servicePrincipals/$entity",
        Projection.select(servicePrincipal.json(), call.select()));
  }

  private WireResponse subscribedSkus(GraphCall call) {
    return Listing.of("subscribedSkus")
        .page(call, tenant.subscribedSkus(), sku -> Projection.select(sku, call.select()));
  }

  private WireResponse organization(GraphCall call) {
    ObjectNode organization = Json.object();
    organization.put("id", tenant.id()).put("displayName", "Contoso").put("tenantType", "AAD");
    organization
        .putArray("verifiedDomains")
        .addObject()
        .put("name", "contoso.com")
        .put("type", "Managed")
        .put("isDefault", true)
        .put("isInitial", false)
        .put("capabilities", "Email, OfficeCommunicationsOnline");
    organization.putArray("assignedPlans");
    return Listing.of("organization")
        .page(call, List.of(organization), o -> Projection.select(o, call.select()));
  }

  private WireResponse directoryObject(GraphCall call) {
    DirectoryObject object =
        tenant
            .directory()
            .object(call.key("id"))
            .orElseThrow(() -> GraphRefusal.noSuchObject(call.key("id")));
    return Projection.entity(
        call, 200, "directoryObjects/$entity", DirectoryView.shownAmongOthers(call, object));
  }

  private WireResponse getByIds(GraphCall call) {
    ObjectNode body = Json.object();
    body.put("@odata.context", call.context("directoryObjects"));
    ArrayNode value = body.putArray("value");
    Json.strings(call.body().path("ids")).stream()
        .map(tenant.directory()::object)
        .flatMap(Optional::stream)
        .forEach(object -> value.add(DirectoryView.shownAmongOthers(call, object)));
    return WireResponse.json(200, body);
  }
}
