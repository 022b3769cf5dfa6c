package dev.tokenprotection.core.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.guard.RequiredPermission.Groups;
import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.port.TenantFactsPort.Licence;
import dev.tokenprotection.core.port.TenantFactsPort.SecurityDefaults;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PreflightTest {
  private static final Set<String> GRANTED =
      Set.of(
          "Policy.Read.All",
          "Policy.ReadWrite.ConditionalAccess",
          "Application.Read.All",
          "AuditLog.Read.All",
          "User.Read.All",
          "Group.Read.All",
          "Organization.Read.All");

  @Test
  void a_tenant_with_everything_is_fit() {
    assertThat(
            Preflight.of(
                    SecurityDefaults.DISABLED,
                    new Licence(100),
                    Set.of(),
                    RequiredPermission.missing(GRANTED, Groups.EXISTING_ONLY))
                .passed())
        .isTrue();
  }

  @Test
  void everything_that_is_missing_is_named_with_its_remedy() {
    Preflight preflight =
        Preflight.of(
            SecurityDefaults.ENABLED,
            new Licence(0),
            Set.of(Application.MICROSOFT_TEAMS, Application.EXCHANGE_ONLINE),
            List.of(RequiredPermission.READ_SIGN_INS));
    assertThat(preflight.findings())
        .extracting(Preflight.Finding::reason)
        .containsExactly(
            "PermissionMissing",
            "SecurityDefaultsEnabled",
            "LicenceMissing",
            "ServicePrincipalMissing");
    assertThat(preflight.findings().getFirst().message())
        .contains("AuditLog.Read.All (to read sign-in logs)");
    assertThat(preflight.findings().getLast().message())
        .contains("Exchange (00000002-0000-0ff1-ce00-000000000000), Teams");
    assertThat(preflight.findings()).allSatisfy(f -> assertThat(f.remedy()).isNotBlank());
  }

  @Test
  void each_permission_is_missed() {
    for (String permission : GRANTED) {
      Set<String> without = new HashSet<>(GRANTED);
      without.remove(permission);
      assertThat(RequiredPermission.missing(without, Groups.EXISTING_ONLY))
          .as(permission)
          .isNotEmpty();
    }
  }

  @Test
  void managed_groups_need_a_permission_more() {
    assertThat(RequiredPermission.missing(GRANTED, Groups.MANAGED))
        .containsExactly(RequiredPermission.WRITE_GROUPS);
    assertThat(with("Group.ReadWrite.All")).isEmpty();
    assertThat(with("Group.Create", "GroupMember.ReadWrite.All")).isEmpty();
    assertThat(with("Group.Create")).containsExactly(RequiredPermission.WRITE_GROUPS);
  }

  private static Set<RequiredPermission> with(String... more) {
    Set<String> granted = new HashSet<>(GRANTED);
    granted.addAll(List.of(more));
    return RequiredPermission.missing(granted, Groups.MANAGED);
  }
}
