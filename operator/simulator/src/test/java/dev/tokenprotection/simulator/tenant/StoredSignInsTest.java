package dev.tokenprotection.simulator.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.tenant.SignInQuery.Order;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoredSignInsTest {
  private final StoredSignIns log = new StoredSignIns();

  @Test
  void rows_come_newest_first_with_ties_by_id() {
    log.add(row("a", "2026-11-02T09:00:00Z"));
    log.add(row("c", "2026-11-02T09:00:01Z"));
    log.add(row("b", "2026-11-02T09:00:01Z"));

    assertThat(ids(Order.NEWEST_FIRST, "2026-11-02T10:00:00Z")).containsExactly("c", "b", "a");
    assertThat(ids(Order.OLDEST_FIRST, "2026-11-02T10:00:00Z")).containsExactly("a", "b", "c");
  }

  @Test
  void a_late_row_is_seen_once_it_has_arrived() {
    log.add(row("late", "2026-11-02T09:00:00Z"), Instant.parse("2026-11-02T09:30:00Z"));

    assertThat(ids(Order.NEWEST_FIRST, "2026-11-02T09:29:59Z")).isEmpty();
    assertThat(ids(Order.NEWEST_FIRST, "2026-11-02T09:30:00Z")).containsExactly("late");
  }

  private List<String> ids(Order order, String visibleAt) {
    return log.rows(new SignInQuery(Instant.MIN, Instant.MAX, order, Instant.parse(visibleAt)))
        .map(row -> row.path("id").asText())
        .toList();
  }

  private static ObjectNode row(String id, String createdAt) {
    return Json.object().put("id", id).put("createdDateTime", createdAt);
  }
}
