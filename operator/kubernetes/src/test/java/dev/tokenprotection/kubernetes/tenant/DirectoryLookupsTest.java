package dev.tokenprotection.kubernetes.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.kubernetes.testing.InMemoryTenant;
import dev.tokenprotection.kubernetes.testing.ManualTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DirectoryLookupsTest {
  private final ManualTime time = new ManualTime(Instant.parse("2026-11-02T09:00:00Z"));
  private final InMemoryTenant tenant = new InMemoryTenant(time);
  private final DirectoryLookups lookups = new DirectoryLookups(tenant, time);

  @Test
  void what_was_read_a_moment_ago_is_not_read_again() {
    GroupId group = tenant.addGroup("Pilot", tenant.addUser("ada@contoso.com"));

    lookups.transitiveMembers(group);
    lookups.transitiveMembers(group);
    time.advance(Duration.ofHours(2));
    lookups.transitiveMembers(group);

    assertThat(tenant.requests()).hasSize(2);
  }

  @Test
  void what_has_expired_is_dropped_even_if_nobody_asks_for_it_again() {
    for (int i = 0; i < 10; i++) {
      lookups.transitiveMembers(tenant.addGroup("Group " + i));
      lookups.user(tenant.addUser("user%d@contoso.com".formatted(i)).value());
    }
    assertThat(lookups.size()).isEqualTo(20);

    time.advance(Duration.ofDays(1));
    lookups.group(tenant.addGroup("Another"));

    assertThat(lookups.size()).isEqualTo(1);
  }
}
