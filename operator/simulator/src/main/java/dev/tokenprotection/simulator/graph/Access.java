package dev.tokenprotection.simulator.graph;

import java.util.List;
import java.util.Set;

/**
 * Which app permissions a call needs. Source: Graph, section "Permissions" of each call; the texts
 * of the refusals differ by the service behind the path.
 *
 * @param service who refuses
 * @param needs of each set the caller must have one
 */
record Access(Service service, List<Set<String>> needs) {
  /** The service behind a path. */
  enum Service {
    DIRECTORY,
    CONDITIONAL_ACCESS,
    REPORTS
  }

  static Access anyOf(Service service, String... roles) {
    return new Access(service, List.of(Set.of(roles)));
  }

  /** For calls whose handler decides, since it depends on the object. */
  static Access decidedByHandler(Service service) {
    return new Access(service, List.of());
  }

  void check(Caller caller) {
    for (Set<String> oneOf : needs) {
      if (oneOf.stream().noneMatch(caller.roles()::contains)) {
        throw denial(oneOf);
      }
    }
  }

  private GraphRefusal denial(Set<String> missing) {
    return switch (service) {
      case DIRECTORY -> GraphRefusal.insufficientPrivileges();
      case CONDITIONAL_ACCESS ->
          GraphRefusal.of(
              403,
              "AccessDenied",
              "You cannot perform the requested operation, required scopes are missing in the"
                  + " token.");
      case REPORTS ->
          GraphRefusal.of(
              403,
              "Authentication_MSGraphPermissionMissing",
              "The principal does not have required Microsoft Graph permission(s): "
                  + String.join(", ", missing.stream().sorted().toList())
                  + " to call this API.");
    };
  }
}
