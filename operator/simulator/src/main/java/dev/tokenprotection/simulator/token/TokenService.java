package dev.tokenprotection.simulator.token;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.tenant.AppRegistration;
import dev.tokenprotection.simulator.tenant.Json;
import dev.tokenprotection.simulator.tenant.Tenant;
import dev.tokenprotection.simulator.tenant.TenantSettings.ContinuousAccess;
import dev.tokenprotection.simulator.tenant.TenantSettings.Tokens;
import dev.tokenprotection.simulator.wire.WireRequest;
import dev.tokenprotection.simulator.wire.WireResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Answers what clients ask of the login host. */
public final class TokenService {
  private static final Set<String> TENANT_INDEPENDENT =
      Set.of("common", "organizations", "consumers");

  private final Tenant tenant;
  private final AccessTokens tokens;
  private final InstantSource machineClock;
  private final ClientAuthentication authentication;

  public TokenService(Tenant tenant, AccessTokens tokens, InstantSource machineClock) {
    this.tenant = tenant;
    this.tokens = tokens;
    this.machineClock = machineClock;
    this.authentication = new ClientAuthentication(tenant, machineClock);
  }

  /** The answer, or empty when the path is none of the login host's. */
  public Optional<WireResponse> answer(WireRequest request) {
    List<String> segments = request.segments();
    if (segments.size() < 3) {
      return Optional.empty();
    }
    String authority = segments.getFirst();
    String rest = String.join("/", segments.subList(1, segments.size())).toLowerCase(Locale.ROOT);
    try {
      return switch (rest) {
        case "discovery/instance" -> Optional.of(instanceDiscovery(request));
        case "v2.0/.well-known/openid-configuration", ".well-known/openid-configuration" ->
            Optional.of(openIdConfiguration(request, known(authority)));
        case "discovery/v2.0/keys", "discovery/keys" ->
            Optional.of(WireResponse.json(200, tokens.keySet()));
        case "oauth2/v2.0/token" -> Optional.of(token(request, known(authority)));
        default -> Optional.empty();
      };
    } catch (TokenRefusal refusal) {
      String correlation =
          request.header("client-request-id").orElseGet(() -> UUID.randomUUID().toString());
      return Optional.of(refusal.response(request.origin(), correlation, machineClock.instant()));
    }
  }

  private String known(String authority) {
    boolean ours =
        authority.equalsIgnoreCase(tenant.id())
            || TENANT_INDEPENDENT.contains(authority.toLowerCase(Locale.ROOT));
    if (!ours) {
      throw TokenRefusal.noSuchTenant(authority);
    }
    return authority;
  }

  private static WireResponse instanceDiscovery(WireRequest request) {
    String host = request.header("host").orElse("localhost");
    String authority =
        request
            .query("authorization_endpoint")
            .map(endpoint -> endpoint.replaceFirst("/oauth2/.*$", ""))
            .orElse(request.origin() + "/common");
    ObjectNode body = Json.object();
    body.put("tenant_discovery_endpoint", authority + "/v2.0/.well-known/openid-configuration");
    body.put("api-version", "1.1");
    body.putArray("metadata")
        .addObject()
        .put("preferred_network", host)
        .put("preferred_cache", host)
        .putArray("aliases")
        .add(host);
    return WireResponse.json(200, body);
  }

  private WireResponse openIdConfiguration(WireRequest request, String authority) {
    String origin = request.origin();
    String base = origin + "/" + authority;
    ObjectNode body = Json.object();
    body.put("token_endpoint", base + "/oauth2/v2.0/token");
    body.set(
        "token_endpoint_auth_methods_supported",
        Json.array(List.of("client_secret_post", "private_key_jwt", "client_secret_basic")));
    body.put("jwks_uri", base + "/discovery/v2.0/keys");
    body.set("response_modes_supported", Json.array(List.of("query", "fragment", "form_post")));
    body.set("subject_types_supported", Json.array(List.of("pairwise")));
    body.set("id_token_signing_alg_values_supported", Json.array(List.of("RS256")));
    body.set(
        "response_types_supported",
        Json.array(List.of("code", "id_token", "code id_token", "id_token token")));
    body.set(
        "scopes_supported", Json.array(List.of("openid", "profile", "email", "offline_access")));
    body.put("issuer", origin + "/" + tenant.id() + "/v2.0");
    body.put("request_uri_parameter_supported", false);
    body.put("userinfo_endpoint", origin + "/oidc/userinfo");
    body.put("authorization_endpoint", base + "/oauth2/v2.0/authorize");
    body.put("device_authorization_endpoint", base + "/oauth2/v2.0/devicecode");
    body.put("end_session_endpoint", base + "/oauth2/v2.0/logout");
    body.put("tenant_region_scope", "EU").put("cloud_instance_name", "microsoftonline.com");
    return WireResponse.json(200, body);
  }

  private WireResponse token(WireRequest request, String authority) {
    Map<String, String> form = request.form();
    if (TENANT_INDEPENDENT.contains(authority.toLowerCase(Locale.ROOT))) {
      throw TokenRefusal.noSuchTenant(authority);
    }
    String grant = form.getOrDefault("grant_type", "");
    if (!grant.equals("client_credentials")) {
      throw TokenRefusal.badGrant(grant);
    }
    AppRegistration app = authentication.authenticate(form);
    String resource = resource(form.getOrDefault("scope", ""));
    Tokens settings = tenant.settings().tokens();
    ObjectNode body = Json.object();
    body.put("token_type", "Bearer");
    body.put("expires_in", settings.lifetime().toSeconds());
    body.put("ext_expires_in", settings.lifetime().toSeconds());
    body.put(
        "access_token",
        tokens.issue(
            tenant.id(),
            app,
            resource,
            settings.lifetime(),
            capabilities(form.getOrDefault("claims", ""), settings.continuousAccess())));
    if ("1".equals(form.get("client_info"))) {
      body.put("client_info", clientInfo(app));
    }
    return WireResponse.json(200, body)
        .withHeader("Cache-Control", "no-store, no-cache")
        .withHeader("x-ms-request-id", UUID.randomUUID().toString());
  }

  /** The one scope that names a resource; clients add openid and the like, before or after it. */
  private static String resource(String scope) {
    return Arrays.stream(scope.split("\\s+"))
        .filter(part -> part.endsWith("/.default"))
        .findFirst()
        .map(part -> part.substring(0, part.length() - "/.default".length()))
        .orElseThrow(() -> TokenRefusal.badScope(scope));
  }

  private static List<String> capabilities(String claims, ContinuousAccess setting) {
    return switch (setting) {
      case NEVER -> List.of();
      case AS_DECLARED -> declaredCapabilities(claims);
    };
  }

  private static List<String> declaredCapabilities(String claims) {
    if (claims.isEmpty()) {
      return List.of();
    }
    try {
      JsonNode wanted = Json.MAPPER.readTree(claims);
      return Json.strings(wanted.path("access_token").path("xms_cc").path("values"));
    } catch (JsonProcessingException e) {
      return List.of();
    }
  }

  private String clientInfo(AppRegistration app) {
    ObjectNode info = Json.object().put("uid", app.servicePrincipalId()).put("utid", tenant.id());
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(info.toString().getBytes(StandardCharsets.UTF_8));
  }
}
