package dev.tokenprotection.simulator.population;

import java.util.List;

/**
 * One token that a client asks for. The resource it names first is not all that Conditional Access
 * judges: Teams is bound early to Exchange and SharePoint, and a token for Microsoft Graph may
 * stand for several services (Entra, "Conditional Access: Target resources", service dependencies).
 *
 * @param resource what {@code resourceId} of the row says
 * @param audiences what {@code conditionalAccessAudiences} of the row says; empty when the row has
 *     none and the resource stands for itself
 */
public record TokenRequest(Resource resource, List<Resource> audiences) {
  static TokenRequest to(Resource resource, Resource... audiences) {
    return new TokenRequest(resource, List.of(audiences));
  }

  /** The applications that policies are matched against. */
  public List<Resource> judged() {
    return audiences.isEmpty() ? List.of(resource) : audiences;
  }
}
