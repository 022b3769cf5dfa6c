package dev.tokenprotection.core.drift;

import dev.tokenprotection.core.model.AuditRecord;
import java.util.List;

/** Who probably made a drift: as far as the audit log tells, which runs behind and may be shut. */
public sealed interface DriftAuthor {
  /**
   * An application.
   *
   * @param record the id of the audit record
   */
  record Application(String displayName, String appId, String record) implements DriftAuthor {}

  /**
   * A person, whose name is left to those who may read the audit log.
   *
   * @param record the id of the audit record
   */
  record Person(String record) implements DriftAuthor {}

  /** It is not known. */
  record Unknown() implements DriftAuthor {}

  /**
   * @param records what others did, the newest first
   */
  static DriftAuthor of(List<AuditRecord> records) {
    return records.stream().findFirst().map(DriftAuthor::of).orElseGet(Unknown::new);
  }

  private static DriftAuthor of(AuditRecord last) {
    return switch (last.initiator()) {
      case AuditRecord.Initiator.Application(String displayName, String appId) ->
          new Application(displayName, appId, last.id());
      case AuditRecord.Initiator.Person _ -> new Person(last.id());
      case AuditRecord.Initiator.Untold _ -> new Unknown();
    };
  }

  /** One sentence for a person. */
  default String sentence() {
    return switch (this) {
      case Application(String displayName, String appId, String record) ->
          "Probably by the application "
              + (displayName.isEmpty() ? "" : "\"" + displayName + "\" ")
              + "("
              + (appId.isEmpty() ? "of unknown id" : appId)
              + "), see the audit record "
              + record
              + ".";
      case Person(String record) -> "Probably by a person, see the audit record " + record + ".";
      case Unknown _ -> "The audit log does not tell by whom.";
    };
  }

  /**
   * The same, with the tools that are known to do just this. Sources: the azuread Terraform
   * provider, resource conditional_access_policy, which has no such session control, and
   * Microsoft365DSC, AADConditionalAccessPolicy: both write the session controls that they know,
   * and null for the others.
   */
  default String sentenceFor(Drift drift) {
    boolean lostControl =
        drift.policies().stream()
            .anyMatch(policy -> policy.urgency() == PolicyDrift.Urgency.PROTECTION_LOST);
    return lostControl
        ? sentence()
            + " Terraform's azuread provider and Microsoft365DSC take the control away when they"
            + " manage the policy too."
        : sentence();
  }
}
