package dev.tokenprotection.entra;

import static dev.tokenprotection.entra.TestTenant.ok;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.core.port.Problem.Cause;
import dev.tokenprotection.core.port.TenantFactsPort;
import dev.tokenprotection.core.port.TenantFactsPort.SecurityDefaults;
import dev.tokenprotection.simulator.SmallTenant;
import dev.tokenprotection.simulator.tenant.Licences;
import dev.tokenprotection.simulator.tenant.Tenant;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TenantFactsTest {
  private static TestTenant tenant;
  private TenantFactsPort facts;
  private Tenant simulated;

  @BeforeAll
  static void start() {
    tenant = TestTenant.immediate();
  }

  @AfterAll
  static void stop() {
    tenant.close();
  }

  @BeforeEach
  void connect() {
    facts = tenant.reset().connect().facts();
    simulated = tenant.simulator.tenant();
  }

  @Test
  void the_granted_permissions_are_those_of_the_token() {
    assertThat(ok(facts.grantedPermissions())).isEqualTo(SmallTenant.ALL_ROLES);
  }

  @Test
  void what_is_granted_later_shows_after_a_minute() {
    tenant.grant("Policy.Read.All");
    assertThat(ok(facts.grantedPermissions())).containsExactly("Policy.Read.All");
    tenant.grant("Policy.Read.All", "AuditLog.Read.All");

    tenant.clock.advance(Duration.ofMinutes(1));

    assertThat(ok(facts.grantedPermissions()))
        .containsExactly("AuditLog.Read.All", "Policy.Read.All");
  }

  @Test
  void an_application_without_any_permission_has_none() {
    tenant.grant();

    assertThat(ok(facts.grantedPermissions())).isEmpty();
  }

  @Test
  void security_defaults_are_read() {
    assertThat(ok(facts.securityDefaults())).isEqualTo(SecurityDefaults.DISABLED);

    simulated.securityDefaultsEnabled(true);

    assertThat(ok(facts.securityDefaults())).isEqualTo(SecurityDefaults.ENABLED);
  }

  @Test
  void licences_are_the_units_of_subscriptions_with_a_premium_plan() {
    simulated.subscribedSkus(
        List.of(Licences.entraIdP1(100), Licences.entraIdP2(20), Licences.exchangeOnly(500)));
    assertThat(ok(facts.licence()).enabledUnits()).isEqualTo(120);

    simulated.subscribedSkus(List.of(Licences.exchangeOnly(500)));
    assertThat(ok(facts.licence()).present()).isFalse();
  }

  @Test
  void a_subscription_that_ended_or_a_plan_that_is_not_ready_licenses_nobody() {
    ObjectNode ended = Licences.entraIdP1(100).put("capabilityStatus", "Suspended");
    ObjectNode pending = Licences.entraIdP1(100);
    ((ObjectNode) pending.at("/servicePlans/0")).put("provisioningStatus", "PendingInput");
    simulated.subscribedSkus(List.of(ended, pending));

    assertThat(ok(facts.licence()).present()).isFalse();
  }

  @Test
  void applications_without_a_service_principal_are_named() {
    simulated.directory().deleteServicePrincipal(Application.WINDOWS_365.appId());

    assertThat(ok(facts.missingServicePrincipals(EnumSet.allOf(Application.class))))
        .containsExactly(Application.WINDOWS_365);
    assertThat(ok(facts.missingServicePrincipals(EnumSet.of(Application.EXCHANGE_ONLINE))))
        .isEmpty();
  }

  @Test
  void each_fact_names_the_permission_that_it_needs() {
    tenant.grant("GroupMember.Read.All");

    assertThat(facts.securityDefaults().failure().orElseThrow().remedy())
        .contains("Policy.Read.All");
    assertThat(facts.licence().failure().orElseThrow().remedy()).contains("Organization.Read.All");
    Problem problem =
        facts
            .missingServicePrincipals(EnumSet.of(Application.EXCHANGE_ONLINE))
            .failure()
            .orElseThrow();
    assertThat(problem.cause()).isEqualTo(Cause.PERMISSION_MISSING);
    assertThat(problem.remedy()).contains("Application.Read.All");
    assertThat(problem.attempted()).contains("ExchangeOnline");
  }
}
