package dev.tokenprotection.app.validate;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/**
 * What an operator refuses beyond the schema: fields that this version does not act on yet, and
 * rules that the schema can't say. Asked only of resources that the schema accepts.
 */
@FunctionalInterface
public interface ResourceCheck {
  /**
   * Judges one resource.
   *
   * @param resource an EntraTenant, a TokenProtectionRollout or a StageApproval
   * @return what is refused; empty if nothing is
   */
  List<Objection> objections(HasMetadata resource);
}
