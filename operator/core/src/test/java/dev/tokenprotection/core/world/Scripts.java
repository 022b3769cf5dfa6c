package dev.tokenprotection.core.world;

import dev.tokenprotection.core.drift.DriftPolicy;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.world.Interruption.Fails;
import dev.tokenprotection.core.world.Interruption.Fault;
import dev.tokenprotection.core.world.Interruption.Lasts;
import dev.tokenprotection.core.world.Interruption.Meanwhile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Scripts of any kind: mostly looks, and between and within them all that people and faults do. */
final class Scripts {
  private static final List<String> HANDS =
      List.of(
          Spec.STOP,
          Spec.ABORT,
          Spec.ROLLBACK,
          Spec.ROLLBACK,
          Spec.RETRY,
          Spec.SKIP,
          Spec.SKIP,
          Spec.RESUME,
          Spec.RECONCILE,
          Spec.FORCE_ORPHAN,
          Spec.REASON);

  /** By how much a clock may be ahead. */
  static final Duration FARTHEST_AHEAD = Duration.ofHours(100);

  private final Random random;
  private final Random pauses;
  private final Random deletions;

  /**
   * @param pauses what decides how long something lasts, and nothing else
   * @param deletions what decides whether a deletion is for good, and nothing else
   */
  Scripts(Random random, Random pauses, Random deletions) {
    this.random = random;
    this.pauses = pauses;
    this.deletions = deletions;
  }

  List<Event> any() {
    List<Event> script = new ArrayList<>();
    int length = 20 + random.nextInt(100);
    while (script.size() < length) {
      script.add(random.nextInt(5) > 0 ? look() : between());
    }
    if (random.nextInt(12) == 0) {
      script.addAll(random.nextInt(script.size()), feud());
    }
    return script;
  }

  /** Somebody makes the same edit again as often as it is put back. */
  private List<Event> feud() {
    Event edit =
        new Event.EditPolicy(
            random.nextBoolean() ? PolicyRole.OBSERVE : PolicyRole.ENFORCED,
            random.nextInt(Vandal.KINDS));
    List<Event> feud = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      feud.add(edit);
      for (int looks = 0; looks < 4; looks++) {
        feud.add(new Event.Look(0, Event.When.AT_ONCE, Event.Says.SUCCESSFUL, Map.of()));
      }
    }
    return feud;
  }

  private Event.Look look() {
    int replica = random.nextInt(6) == 0 ? 1 : 0;
    Map<Integer, Interruption> interruptions = new TreeMap<>();
    while (random.nextInt(8) == 0) {
      interruptions.put(random.nextInt(5), interruption(replica));
    }
    if (pauses.nextInt(6) == 0) {
      interruptions.putIfAbsent(
          pauses.nextInt(5), new Lasts(Duration.ofSeconds(pauses.nextInt(300))));
    }
    return new Event.Look(
        replica,
        switch (random.nextInt(12)) {
          case 0 -> Event.When.AT_ONCE;
          case 1 -> Event.When.STALE;
          default -> Event.When.WHEN_DUE;
        },
        says(),
        interruptions);
  }

  private Event.Says says() {
    return switch (random.nextInt(40)) {
      case 0 -> Event.Says.FAILED;
      case 1 -> Event.Says.RUNNING;
      case 2 -> Event.Says.INCONCLUSIVE;
      case 3 -> Event.Says.ERROR;
      default -> Event.Says.SUCCESSFUL;
    };
  }

  private Interruption interruption(int outer) {
    if (random.nextInt(4) > 0) {
      Fault[] faults = Fault.values();
      return new Fails(faults[1 + random.nextInt(faults.length - 1)]);
    }
    return new Meanwhile(
        random.nextBoolean()
            ? new Event.Look(1 - outer, Event.When.AT_ONCE, says(), Map.of())
            : between());
  }

  private Event between() {
    return switch (random.nextInt(32)) {
      case 0, 1, 2, 3 -> toggle();
      case 4, 5, 6 -> new Event.Annotate(HANDS.get(random.nextInt(HANDS.size())));
      case 7, 8, 9 -> new Event.NameStop();
      case 10 -> new Event.TakeAway(HANDS.get(random.nextInt(HANDS.size())));
      case 11, 12, 13, 14 ->
          new Event.EditPolicy(
              random.nextInt(3) == 0 ? PolicyRole.OBSERVE : PolicyRole.ENFORCED, kindOfEdit());
      case 15 -> new Event.EditMembers(random.nextInt(4), random.nextInt(60), random.nextInt(60));
      case 16, 17 -> new Event.EditConditions(random.nextInt(1000));
      case 18 -> new Event.EditStages(random.nextInt(1000));
      case 19 -> random.nextBoolean() ? new Event.AcceptStages() : new Event.PutStagesBack();
      case 20 -> new Event.ChangeBreakGlass(random.nextInt(5));
      case 21 -> new Event.LoseStatus();
      case 22 -> new Event.Pass(Duration.ofMinutes(random.nextInt(4000)));
      case 23 -> new Event.Skew(random.nextInt(2), Duration.ofSeconds(random.nextInt(90) - 45L));
      case 24 -> new Event.Skew(random.nextInt(2), farOff());
      case 25, 26 -> new Event.Approve();
      case 27 -> new Event.ConfirmBreakGlass();
      case 28 -> random.nextBoolean() ? new Event.Delete() : new Event.ConfirmDelete();
      case 29 -> new Event.Recreate();
      case 30 ->
          new Event.SetDriftPolicy(
              DriftPolicy.values()[random.nextInt(DriftPolicy.values().length)]);
      default -> new Event.EditPolicy(PolicyRole.ENFORCED, Vandal.TAKES_EXCLUSIONS_AWAY);
    };
  }

  private int kindOfEdit() {
    int kind = random.nextInt(Vandal.KINDS + 1) - 1;
    return kind == Event.EditPolicy.DELETE && deletions.nextInt(3) == 0
        ? Event.EditPolicy.DELETE_FOR_GOOD
        : kind;
  }

  /** As a clock is after it was set by hand: hours back, or days ahead. */
  private Duration farOff() {
    return random.nextBoolean()
        ? Duration.ofMinutes(-random.nextInt(600))
        : Duration.ofHours(random.nextInt((int) FARTHEST_AHEAD.toHours()));
  }

  /** What holds for long is toggled seldom, and what stops everything too. */
  private Event toggle() {
    Circumstance[] all = Circumstance.values();
    Circumstance what = all[random.nextInt(all.length)];
    return new Event.Toggle(what);
  }
}
