package dev.tokenprotection.core.port;

import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.Platform;
import dev.tokenprotection.core.model.UserId;
import java.util.Set;

/**
 * A sign-in of a mobile app or desktop client that did not happen, to ask What-If about.
 *
 * @param user who would sign in
 * @param applications to what, all at once
 * @param platform from which device platform
 * @param device from which device
 */
public record SupposedSignIn(
    UserId user, Set<Application> applications, Platform platform, DeviceTraits device) {
  public SupposedSignIn {
    applications = Set.copyOf(applications);
  }
}
