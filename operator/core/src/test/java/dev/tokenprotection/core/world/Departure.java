package dev.tokenprotection.core.world;

import dev.tokenprotection.core.guard.Deletion;
import dev.tokenprotection.core.model.DeletionPolicy;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.plan.Change;
import dev.tokenprotection.core.plan.DeletionPlan;
import dev.tokenprotection.core.plan.Plan;
import dev.tokenprotection.core.world.Interruption.GivenUp;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What an operator does about a rollout that is being deleted. */
record Departure(World world, Core core, Replica replica) {
  void look(Cluster.Snapshot found, Instant now) {
    Deletion deletion =
        core.deletion(
            found.spec().rules().deletion(),
            found.deletionIsConfirmed()
                ? Deletion.Confirmation.GIVEN
                : Deletion.Confirmation.MISSING,
            found.isForced() ? Deletion.Haste.AT_ONCE : Deletion.Haste.NONE);
    switch (deletion) {
      case Deletion.Orphan _ -> release(found);
      case Deletion.Lower(DeletionPolicy policy) -> lower(found, policy, now);
    }
  }

  private void lower(Cluster.Snapshot found, DeletionPolicy policy, Instant now) {
    List<DeletionPlan.Owned> owned =
        DeletionPlan.owned(
            found.spec().rollout().identity(),
            world.tenant().visible(world.now()),
            found.status().known());
    Plan plan = core.deletionPlan(policy, owned);
    if (!plan.isEmpty()) {
      world.watch().planned(plan, found);
      replica.save(
          found.status().with(found.status().intent().followedBy(world.newId(), plan, now)),
          () -> {});
      for (Change change : plan.changes()) {
        replica.write(change);
      }
    }
    Set<PolicyRole> seen = owned.stream().map(DeletionPlan.Owned::role).collect(Collectors.toSet());
    if (!replica.lastRead().status().intent().mayHaveUnseenPolicy(seen, now)) {
      release(replica.lastRead());
    }
  }

  private void release(Cluster.Snapshot found) {
    if (!world.cluster().release(found)) {
      throw new GivenUp();
    }
    world.watch().released(found);
  }
}
