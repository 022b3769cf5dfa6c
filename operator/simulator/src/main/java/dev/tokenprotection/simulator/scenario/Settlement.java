package dev.tokenprotection.simulator.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.population.Population;
import dev.tokenprotection.simulator.population.Resource;
import dev.tokenprotection.simulator.population.Seed;
import dev.tokenprotection.simulator.scenario.ScenarioFile.ApplicationPart;
import dev.tokenprotection.simulator.scenario.ScenarioFile.LicencePart;
import dev.tokenprotection.simulator.scenario.ScenarioFile.TenantPart;
import dev.tokenprotection.simulator.signin.GeneratedSignIns;
import dev.tokenprotection.simulator.signin.TenantWhatIf;
import dev.tokenprotection.simulator.tenant.AppRegistration;
import dev.tokenprotection.simulator.tenant.ClientSecret;
import dev.tokenprotection.simulator.tenant.FederatedCredential;
import dev.tokenprotection.simulator.tenant.Licences;
import dev.tokenprotection.simulator.tenant.PolicyDocument;
import dev.tokenprotection.simulator.tenant.ServicePrincipal;
import dev.tokenprotection.simulator.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Puts all that a scenario says into an empty tenant, as if it had always been there. */
final class Settlement {
  private static final Duration SECRET_LIFETIME = Duration.ofDays(180);
  private static final Duration POLICY_AGE = Duration.ofDays(90);

  private final Tenant tenant;
  private final ScenarioFile file;
  private final ScenarioAssembly assembly;
  private final Population population;
  private final List<GroupPlan> groups;
  private final Seed seed;

  Settlement(
      Tenant tenant,
      ScenarioFile file,
      ScenarioAssembly assembly,
      Population population,
      List<GroupPlan> groups) {
    this.tenant = tenant;
    this.file = file;
    this.assembly = assembly;
    this.population = population;
    this.groups = groups;
    this.seed = assembly.seed();
  }

  void settle() {
    TenantPart part = assembly.tenant();
    tenant.settings(tenant.settings().with(assembly.delays(tenant.settings().delays())));
    tenant.securityDefaultsEnabled(Objects.requireNonNullElse(part.securityDefaults(), false));
    tenant.subscribedSkus(assembly.licences().stream().map(Settlement::sku).toList());
    file.servicePrincipals().forEach(this::put);
    file.applications().forEach(this::put);
    DirectoryEntries entries = new DirectoryEntries(tenant.directory(), part.domain());
    population.people().forEach(entries::put);
    groups.forEach(this::put);
    file.policies().forEach(this::put);
    tenant.whatIf(new TenantWhatIf(tenant));
    tenant.signInLog(
        new GeneratedSignIns(
            tenant, population, assembly.signIns(), tenant.now().minus(assembly.history())));
  }

  private static ObjectNode sku(LicencePart licence) {
    return switch (licence.plan()) {
      case AAD_PREMIUM -> Licences.entraIdP1(licence.units());
      case AAD_PREMIUM_P2 -> Licences.entraIdP2(licence.units());
      case EXCHANGE_S_STANDARD -> Licences.exchangeOnly(licence.units());
    };
  }

  private void put(Resource resource) {
    tenant
        .directory()
        .put(
            new ServicePrincipal(
                servicePrincipalId(resource.appId()), resource.appId(), resource.displayName()));
  }

  private void put(ApplicationPart app) {
    String id = servicePrincipalId(app.clientId());
    tenant.directory().put(new ServicePrincipal(id, app.clientId(), app.displayName()));
    AppRegistration registration =
        AppRegistration.named(app.clientId(), app.displayName(), id)
            .withSecrets(
                app.secrets().stream()
                    .map(secret -> new ClientSecret(secret.value(), expiry(secret.expires())))
                    .toList())
            .withRoles(Set.copyOf(app.roles()));
    for (ScenarioFile.FederatedPart federated : app.federated()) {
      registration =
          registration.withFederatedCredential(
              new FederatedCredential(
                  federated.issuer(),
                  federated.subject(),
                  Objects.requireNonNullElse(
                      federated.audience(), FederatedCredential.DEFAULT_AUDIENCE)));
    }
    tenant.apps().put(registration);
  }

  private Instant expiry(Instant asked) {
    return Objects.requireNonNullElse(asked, tenant.now().plus(SECRET_LIFETIME));
  }

  private void put(GroupPlan plan) {
    tenant.directory().seed(plan.group());
    plan.members().forEach(member -> tenant.memberships().seed(plan.group().id(), member));
  }

  private void put(ObjectNode policy) {
    String id =
        policy
            .path("id")
            .asText(
                seed.with("policy").with(policy.path("displayName").asText()).uuid().toString());
    Instant createdAt = tenant.now().minus(POLICY_AGE);
    tenant
        .policies()
        .seed(PolicyDocument.created(id, policy, createdAt, tenant.settings().policies()));
  }

  private String servicePrincipalId(String appId) {
    return seed.with("service-principal").with(appId).uuid().toString();
  }
}
