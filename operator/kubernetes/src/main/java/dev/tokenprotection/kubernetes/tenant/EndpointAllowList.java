package dev.tokenprotection.kubernetes.tenant;

import dev.tokenprotection.core.port.AllowedHosts;
import dev.tokenprotection.core.port.Endpoints;
import dev.tokenprotection.kubernetes.condition.Attempt;
import dev.tokenprotection.kubernetes.condition.ConditionReason;
import dev.tokenprotection.kubernetes.condition.Trouble;
import java.util.Set;

/** The hosts that EntraTenants of this installation may name, and what to do about others. */
final class EndpointAllowList {
  private final AllowedHosts allowed;

  /**
   * @param allowed hosts beyond those of Microsoft's clouds, each as {@code host} or {@code
   *     host:port}
   */
  EndpointAllowList(Set<String> allowed) {
    this.allowed = new AllowedHosts(allowed);
  }

  /** The endpoints, if each of them may be used. */
  Attempt<Endpoints> check(Endpoints endpoints) {
    return allowed
        .refused(endpoints)
        .map(
            uri ->
                Attempt.<Endpoints>failed(
                    Trouble.forPerson(
                        ConditionReason.ENDPOINT_NOT_ALLOWED,
                        "spec.endpoints names "
                            + uri
                            + ", which is neither an address of Microsoft's clouds nor on the"
                            + " operator's allow-list. Have its host put on the list, or correct"
                            + " it.")))
        .orElseGet(() -> Attempt.done(endpoints));
  }
}
