package dev.tokenprotection.core.drift;

import static dev.tokenprotection.core.world.Examples.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.model.AuditRecord;
import dev.tokenprotection.core.model.AuditRecord.Initiator;
import java.util.List;
import org.junit.jupiter.api.Test;

class DriftAuthorTest {
  private static DriftAuthor of(Initiator... newestFirst) {
    return DriftAuthor.of(
        List.of(newestFirst).stream()
            .map(initiator -> new AuditRecord("record", START, initiator))
            .toList());
  }

  @Test
  void the_last_one_who_wrote_probably_did_it() {
    assertThat(of(new Initiator.Person(), new Initiator.Application("Terraform", "app-7")))
        .isEqualTo(new DriftAuthor.Person("record"));
  }

  @Test
  void an_application_is_told_by_name_and_id() {
    assertThat(of(new Initiator.Application("Terraform", "app-7")).sentence())
        .isEqualTo(
            "Probably by the application \"Terraform\" (app-7), see the audit record record.");
    assertThat(of(new Initiator.Application("", "app-7")).sentence())
        .isEqualTo("Probably by the application (app-7), see the audit record record.");
  }

  @Test
  void no_record_or_one_that_does_not_tell_is_unknown() {
    assertThat(of()).isEqualTo(new DriftAuthor.Unknown());
    assertThat(of(new Initiator.Untold())).isEqualTo(new DriftAuthor.Unknown());
  }
}
