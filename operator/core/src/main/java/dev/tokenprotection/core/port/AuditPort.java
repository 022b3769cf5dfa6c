package dev.tokenprotection.core.port;

import dev.tokenprotection.core.model.AuditRecord;
import dev.tokenprotection.core.model.PolicyId;
import java.time.Instant;
import java.util.List;

/** The directory audit log of a tenant: who changed what. It runs minutes behind. */
public interface AuditPort {
  /** What was done to a policy. */
  enum Activity {
    UPDATE,
    DELETE
  }

  /**
   * Records of what others than this application did to a policy, the newest first; no more than
   * the newest records of the tenant are looked through, in one request.
   *
   * @param since the oldest that is of interest
   */
  Outcome<List<AuditRecord>> changes(PolicyId policy, Activity activity, Instant since);
}
