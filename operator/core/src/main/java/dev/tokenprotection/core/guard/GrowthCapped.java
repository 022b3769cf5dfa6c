package dev.tokenprotection.core.guard;

import dev.tokenprotection.core.plan.Action;
import dev.tokenprotection.core.plan.Change;
import dev.tokenprotection.core.plan.Direction;
import dev.tokenprotection.core.plan.Plan;
import java.util.List;

/**
 * What is enforced covers hardly more people than were watched: against the scope as it passed its
 * gate, so neither many small steps nor a group that others fill get round the limit.
 */
final class GrowthCapped implements Guard {
  @Override
  public List<Violation> check(Plan plan, GuardContext context) {
    Plan more = plan.only(change -> change.direction() == Direction.MORE);
    if (more.isEmpty()) {
      return List.of();
    }
    return switch (context.growth()) {
      case Growth.NotAsked _ -> List.of();
      case Growth.Unknown(String message) ->
          List.of(
              new Violation(
                  "UnobservedMembers",
                  "How many people would be enforced can't be counted: " + message,
                  "It is tried again; nothing more is enforced until then.",
                  new Refusal.MoreEnforcement()));
      case Growth.Counted counted -> check(more, counted, context);
    };
  }

  private static List<Violation> check(Plan more, Growth.Counted growth, GuardContext context) {
    long limit = growth.passed() + context.caps().maxAdditions().of(growth.passed());
    long covered = growth.present() + more.changes().stream().mapToLong(GrowthCapped::added).sum();
    if (covered <= limit) {
      return List.of();
    }
    return List.of(
        new Violation(
            "UnobservedMembers",
            "Enforcing on "
                + covered
                + " users, of a scope that had "
                + growth.passed()
                + " when it passed its gate, is more than membership.maxAdditions allows ("
                + limit
                + "); nothing more is enforced.",
            "Move those who joined to a stage to come, or raise membership.maxAdditions.",
            new Refusal.MoreEnforcement()));
  }

  private static long added(Change change) {
    return change.action() instanceof Action.AddMembers add ? add.users().size() : 0;
  }
}
