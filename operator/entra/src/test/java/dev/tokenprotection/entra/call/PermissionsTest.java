package dev.tokenprotection.entra.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class PermissionsTest {
  @Test
  void writing_policies_needs_to_read_them_and_applications_too() {
    assertThat(Permissions.WRITE_POLICIES.missingFrom(Set.of()))
        .containsExactly(
            "Policy.Read.All", "Policy.ReadWrite.ConditionalAccess", "Application.Read.All");
    assertThat(
            Permissions.WRITE_POLICIES.missingFrom(
                Set.of("Policy.ReadWrite.ConditionalAccess", "Policy.Read.All")))
        .containsExactly("Application.Read.All");
  }

  @Test
  void a_stronger_permission_will_do() {
    assertThat(Permissions.READ_GROUPS.missingFrom(Set.of("Group.ReadWrite.All"))).isEmpty();
    assertThat(Permissions.READ_MEMBERS.missingFrom(Set.of("Directory.Read.All"))).isEmpty();
  }
}
