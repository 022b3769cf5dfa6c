package dev.tokenprotection.core.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.guard.BreakGlassVerification;
import dev.tokenprotection.core.guard.Preflight;
import dev.tokenprotection.core.guard.RequiredPermission;
import dev.tokenprotection.core.guard.RequiredPermission.Groups;
import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.port.TenantFactsPort.Licence;
import dev.tokenprotection.core.port.TenantFactsPort.SecurityDefaults;
import dev.tokenprotection.core.preflight.Reading.NotAsked;
import dev.tokenprotection.core.preflight.Reading.NotRead;
import dev.tokenprotection.core.preflight.Reading.Read;
import dev.tokenprotection.core.preflight.RequiredChecks.Exemption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequiredChecksTest {
  private static final String POLICY = "20000000-0000-4000-8000-000000000001";

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
    Checklist list =
        new Checklist(
            List.of(
                RequiredChecks.permissions(
                    RequiredPermission.missing(GRANTED, Groups.EXISTING_ONLY)),
                RequiredChecks.securityDefaults(new Read<>(SecurityDefaults.DISABLED)),
                RequiredChecks.licence(new Read<>(new Licence(100))),
                RequiredChecks.applications(new Read<>(Set.of())),
                RequiredChecks.breakGlass(new BreakGlassVerification.Verified(2)),
                RequiredChecks.breakGlassExempt(new Read<>(new Exemption(2, Set.of())))));

    assertThat(list.preflight().passed()).isTrue();
    assertThat(list.checks()).extracting(Checked::resultName).containsOnly("Passed");
    assertThat(list.checks()).allSatisfy(c -> assertThat(c.remedy()).isEmpty());
  }

  @Test
  void everything_that_is_missing_blocks_and_is_named_with_its_remedy() {
    Preflight preflight =
        new Checklist(
                List.of(
                    RequiredChecks.applications(
                        new Read<>(
                            Set.of(Application.MICROSOFT_TEAMS, Application.EXCHANGE_ONLINE))),
                    RequiredChecks.permissions(List.of(RequiredPermission.READ_SIGN_INS)),
                    RequiredChecks.securityDefaults(new Read<>(SecurityDefaults.ENABLED)),
                    RequiredChecks.licence(new Read<>(new Licence(0))),
                    RequiredChecks.breakGlassExempt(
                        new Read<>(new Exemption(1, Set.of(new PolicyId(POLICY)))))))
            .preflight();

    assertThat(preflight.findings())
        .extracting(Preflight.Finding::reason)
        .containsExactly(
            "PermissionMissing",
            "SecurityDefaultsEnabled",
            "LicenceMissing",
            "ServicePrincipalMissing",
            "BreakGlassAffected");
    assertThat(preflight.findings().getFirst().message())
        .contains("AuditLog.Read.All (to read sign-in logs)");
    assertThat(preflight.findings().get(3).message())
        .contains("Exchange (00000002-0000-0ff1-ce00-000000000000), Teams");
    assertThat(preflight.findings().getLast().message()).contains(POLICY);
    assertThat(preflight.findings()).allSatisfy(f -> assertThat(f.remedy()).isNotBlank());
  }

  @Test
  void what_can_not_be_told_blocks_too_but_for_what_if() {
    Checklist list =
        new Checklist(
            List.of(
                RequiredChecks.securityDefaults(new NotRead<>("Grant Policy.Read.All.")),
                RequiredChecks.licence(new NotRead<>("Grant Organization.Read.All.")),
                RequiredChecks.applications(new NotRead<>("Grant Application.Read.All.")),
                RequiredChecks.breakGlassExempt(new NotRead<>("Grant Policy.Read.All."))));

    assertThat(list.checks()).extracting(Checked::resultName).containsOnly("Unknown");
    assertThat(list.checks()).allSatisfy(c -> assertThat(c.message()).startsWith("Grant "));
    assertThat(list.preflight().findings())
        .hasSize(3)
        .allSatisfy(f -> assertThat(f.reason()).isEqualTo(Checked.UNREADABLE));
  }

  @Test
  void what_is_asked_later_blocks_nothing() {
    Checked checked = RequiredChecks.breakGlassExempt(new NotAsked<>());

    assertThat(checked.resultName()).isEqualTo("Pending");
    assertThat(checked.blocking()).isEmpty();
  }

  @Test
  void unusable_break_glass_accounts_are_told_here_and_refused_by_their_own_guard() {
    Checked checked =
        RequiredChecks.breakGlass(new BreakGlassVerification.Unverified("None.", "Declare two."));

    assertThat(checked.resultName()).isEqualTo("Failed");
    assertThat(checked.blocking()).isPresent();
    assertThat(new Checklist(List.of(checked)).preflight().passed()).isTrue();
  }

  @Test
  void a_newer_result_takes_the_place_of_an_older_one() {
    Checklist list =
        new Checklist(List.of(RequiredChecks.breakGlassExempt(new NotAsked<>())))
            .with(List.of(RequiredChecks.breakGlassExempt(new Read<>(new Exemption(2, Set.of())))));

    assertThat(list.checks()).singleElement().matches(c -> c.resultName().equals("Passed"));
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
