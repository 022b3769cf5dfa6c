package dev.tokenprotection.core.world;

import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.BreakGlass;
import dev.tokenprotection.core.model.DeviceFilter;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.GroupReference;
import dev.tokenprotection.core.model.Include;
import dev.tokenprotection.core.model.ManagedGroup;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.Profile;
import dev.tokenprotection.core.model.Resolved;
import dev.tokenprotection.core.model.Rollout;
import dev.tokenprotection.core.model.RolloutIdentity;
import dev.tokenprotection.core.model.Stage;
import dev.tokenprotection.core.model.StageCohort;
import dev.tokenprotection.core.model.StageState;
import dev.tokenprotection.core.model.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A rollout as the how-to guide has it, and the pieces that tests put together. */
public final class Examples {
  public static final Instant START = Instant.parse("2026-11-02T09:00:00Z");
  public static final RolloutIdentity OFFICE =
      new RolloutIdentity("cluster-1", "contoso", "office");
  public static final GroupReference PILOT =
      new GroupReference.ByDisplayName("TokenProtection-Pilot");
  public static final GroupReference EVERYBODY =
      new GroupReference.ByDisplayName("TokenProtection-Everybody");
  public static final GroupId PILOT_ID = new GroupId("11111111-0000-0000-0000-000000000001");
  public static final GroupId EVERYBODY_ID = new GroupId("11111111-0000-0000-0000-000000000002");
  public static final GroupId VOLUNTEERS_ID = new GroupId("11111111-0000-0000-0000-000000000003");
  public static final GroupId OTHER_ID = new GroupId("11111111-0000-0000-0000-00000000000f");
  public static final PolicyId OBSERVE_ID = new PolicyId("22222222-0000-0000-0000-000000000001");
  public static final PolicyId ENFORCED_ID = new PolicyId("22222222-0000-0000-0000-000000000002");
  public static final BreakGlass BREAK_GLASS =
      new BreakGlass(
          new TreeSet<>(Set.of(user(9001), user(9002))),
          new TreeSet<>(Set.of(new GroupId("33333333-0000-0000-0000-000000000001"))));
  public static final Resolved RESOLVED =
      new Resolved(Map.of(PILOT, PILOT_ID, EVERYBODY, EVERYBODY_ID), Map.of());

  private Examples() {}

  /** Pilot in report-only, pilot enforced, everybody in report-only, everybody enforced. */
  public static Rollout office() {
    return rollout(
        stage("pilot-observe", StageState.REPORT_ONLY, PILOT),
        same("pilot-enforce", StageState.ENFORCED),
        stage("all-observe", StageState.REPORT_ONLY, EVERYBODY),
        same("all-enforce", StageState.ENFORCED));
  }

  /** The same with other stages. */
  public static Rollout rollout(Stage... stages) {
    return rollout(Rollout.ObserveScope.ALL_STAGES, List.of(stages));
  }

  public static Rollout rollout(Rollout.ObserveScope scope, List<Stage> stages) {
    return new Rollout(
        OFFICE,
        Profile.WINDOWS_NATIVE,
        new TreeSet<>(
            Set.of(
                Application.EXCHANGE_ONLINE,
                Application.SHAREPOINT_ONLINE,
                Application.MICROSOFT_TEAMS)),
        "Enable Token Protection (Pilot)",
        DeviceFilter.NONE,
        PolicyContent.Guests.EXCLUDED,
        List.of(),
        scope,
        stages);
  }

  public static Stage stage(String name, StageState state, GroupReference... groups) {
    return new Stage(name, state, new StageCohort.Own(new Include(List.of(groups), List.of())));
  }

  public static Stage stage(String name, StageState state, ManagedGroup group) {
    return new Stage(name, state, new StageCohort.Own(new Include(List.of(), List.of(group))));
  }

  public static Stage same(String name, StageState state) {
    return new Stage(name, state, new StageCohort.SameAsBefore());
  }

  public static ManagedGroup volunteers(ManagedGroup.Membership membership) {
    return new ManagedGroup("TokenProtection-Pilot-Volunteers", membership, List.of("ada"));
  }

  /** A policy that was read from the tenant and that nobody else has touched. */
  public static ObservedPolicy observed(PolicyId id, PolicyContent content) {
    return new ObservedPolicy(id, content, START, new TreeSet<>());
  }

  public static UserId user(int number) {
    String digits = Integer.toString(number);
    return new UserId("44444444-0000-0000-0000-" + "0".repeat(12 - digits.length()) + digits);
  }

  /** Users numbered from {@code first}, {@code count} of them. */
  public static SortedSet<UserId> users(int first, int count) {
    return IntStream.range(first, first + count)
        .mapToObj(Examples::user)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  public static <T> SortedSet<T> set() {
    return new TreeSet<>();
  }

  public static <T> SortedSet<T> set(T value) {
    return new TreeSet<>(List.of(value));
  }

  public static <T> SortedSet<T> set(T one, T other) {
    return new TreeSet<>(List.of(one, other));
  }

  public static SortedSet<String> set(String... values) {
    return new TreeSet<>(List.of(values));
  }
}
