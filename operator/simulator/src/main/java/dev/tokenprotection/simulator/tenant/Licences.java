package dev.tokenprotection.simulator.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * Licences that matter here. Source: Graph, "subscribedSku resource type"; Microsoft Entra,
 * "Product names and service plan identifiers for licensing".
 */
public final class Licences {
  private static final String P1 = "41781fb2-bc02-4b7c-bd55-b576c07bb09d";
  private static final String P2 = "eec0eb4f-6444-4f95-aba0-50c24d67f998";
  private static final Set<String> PREMIUM = Set.of(P1, P2);

  private Licences() {}

  /** Microsoft Entra ID P1. */
  public static ObjectNode entraIdP1(int units) {
    return sku("078d2b04-f1bd-4111-bbd4-b4b1b354cef4", "AAD_PREMIUM", P1, "AAD_PREMIUM", units);
  }

  /** Microsoft Entra ID P2. */
  public static ObjectNode entraIdP2(int units) {
    return sku(
        "84a661c4-e949-4bd2-a560-ed7766fcaf2b", "AAD_PREMIUM_P2", P2, "AAD_PREMIUM_P2", units);
  }

  /** A subscription without Conditional Access. */
  public static ObjectNode exchangeOnly(int units) {
    return sku(
        "4b9405b0-7788-4568-add1-99614e613b69",
        "EXCHANGESTANDARD",
        "9aaf7827-d63c-4b61-89c3-182f06f82e5c",
        "EXCHANGE_S_STANDARD",
        units);
  }

  /** Whether Conditional Access and the sign-in log are licensed. */
  public static boolean hasPremium(Tenant tenant) {
    return tenant.subscribedSkus().stream()
        .filter(sku -> Set.of("Enabled", "Warning").contains(sku.path("capabilityStatus").asText()))
        .flatMap(sku -> StreamSupport.stream(sku.path("servicePlans").spliterator(), false))
        .anyMatch(Licences::isPremium);
  }

  private static boolean isPremium(JsonNode plan) {
    return PREMIUM.contains(plan.path("servicePlanId").asText())
        && plan.path("provisioningStatus").asText().equals("Success");
  }

  private static ObjectNode sku(
      String skuId, String skuPartNumber, String planId, String planName, int units) {
    ObjectNode sku = Json.object();
    sku.put("id", "11111111-1111-1111-1111-111111111111_" + skuId);
    sku.put("accountName", "contoso").put("appliesTo", "User");
    sku.put("capabilityStatus", "Enabled").put("consumedUnits", 0);
    sku.put("skuId", skuId).put("skuPartNumber", skuPartNumber);
    sku.putObject("prepaidUnits")
        .put("enabled", units)
        .put("suspended", 0)
        .put("warning", 0)
        .put("lockedOut", 0);
    sku.putArray("servicePlans")
        .addObject()
        .put("servicePlanId", planId)
        .put("servicePlanName", planName)
        .put("provisioningStatus", "Success")
        .put("appliesTo", "User");
    sku.putArray("subscriptionIds");
    return sku;
  }
}
