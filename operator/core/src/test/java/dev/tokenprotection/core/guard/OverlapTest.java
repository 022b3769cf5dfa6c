package dev.tokenprotection.core.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.desired.Marker;
import dev.tokenprotection.core.guard.Claim.Group;
import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.Profile;
import dev.tokenprotection.core.model.RolloutIdentity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OverlapTest {
  private static final Instant MONDAY = Instant.parse("2026-11-02T09:00:00Z");
  private static final String ID_1 = "10000000-0000-4000-8000-000000000001";
  private static final String ID_2 = "10000000-0000-4000-8000-000000000002";
  private static final Set<Application> OFFICE =
      Set.of(Application.EXCHANGE_ONLINE, Application.MICROSOFT_TEAMS);

  @Test
  void rollouts_that_share_nothing_live_side_by_side() {
    assertThat(shared(claim("a", included("Pilot")), claim("b", included("Wave 1")))).isEmpty();
  }

  @Test
  void the_same_group_under_the_same_profile_for_the_same_application_is_shared() {
    assertThat(shared(claim("a", included("Pilot")), claim("b", included("Pilot"))))
        .containsExactly("include the group \"Pilot\" for Exchange, Teams");
  }

  @Test
  void a_name_that_is_typeset_otherwise_is_the_same_name() {
    assertThat(
            shared(
                claim("a", included("TokenProtection-Pilot")),
                claim("b", included("TokenProtection\u2011Pilot"))))
        .hasSize(1);
  }

  @Test
  void ids_decide_where_both_are_known() {
    assertThat(
            shared(
                claim("a", List.of(new Group("Pilot", ID_1))),
                claim("b", List.of(new Group("Pilot", ID_2)))))
        .isEmpty();
    assertThat(
            shared(
                claim("a", List.of(new Group("Pilot", ID_1))),
                claim("b", List.of(new Group("", ID_1)))))
        .hasSize(1);
  }

  @Test
  void another_profile_or_other_applications_make_another_cohort() {
    Claim windows = claim("a", included("Pilot"));
    Claim apple =
        new Claim(
            identity("b"),
            "b",
            MONDAY,
            "b",
            Set.of(),
            Set.of(Profile.APPLE_NATIVE),
            OFFICE,
            included("Pilot"),
            List.of());
    Claim desktops =
        new Claim(
            identity("c"),
            "c",
            MONDAY,
            "c",
            Set.of(),
            Set.of(Profile.WINDOWS_NATIVE),
            Set.of(Application.WINDOWS_365),
            included("Pilot"),
            List.of());

    assertThat(shared(windows, apple)).isEmpty();
    assertThat(shared(windows, desktops)).isEmpty();
  }

  @Test
  void a_managed_group_is_owned_once_whatever_the_profile() {
    Claim windows = managing("a", Profile.WINDOWS_NATIVE, new Group("Volunteers", ""));

    assertThat(shared(windows, managing("b", Profile.APPLE_NATIVE, new Group("Volunteers", ID_1))))
        .containsExactly("manage the members of the group \"Volunteers\"");
    assertThat(
            shared(windows, managing("b", Profile.WINDOWS_NATIVE, new Group("Volunteers", ID_1))))
        .containsExactly("manage the members of the group \"Volunteers\"");
  }

  @Test
  void a_managed_group_of_one_that_the_other_includes_as_it_is_is_a_shared_cohort() {
    Claim manages = managing("a", Profile.WINDOWS_NATIVE, new Group("Volunteers", ID_1));

    assertThat(shared(manages, claim("b", List.of(new Group("", ID_1)))))
        .containsExactly("include the group \"Volunteers\" for Exchange, Teams");
  }

  @Test
  void a_policy_is_owned_once_by_name_and_by_id() {
    Claim one = policies("a", "Pilot", new PolicyId(ID_1));

    assertThat(shared(one, policies("b", "Pilot")))
        .containsExactly("name their policies \"Pilot\"");
    assertThat(shared(one, policies("b", "Other", new PolicyId(ID_1))))
        .containsExactly("own the policy " + ID_1);
  }

  @Test
  void whose_marker_is_in_entra_goes_on_then_the_older_one_then_the_smaller_uid() {
    Claim old = at("old", "uid-1", MONDAY);
    Claim young = at("young", "uid-0", MONDAY.plusSeconds(60));
    Claim twin = at("twin", "uid-2", MONDAY);

    assertThat(giving(young, Set.of(), old)).contains(new Wins("old", Overlap.Right.OLDER));
    assertThat(giving(old, Set.of(), young)).isEmpty();
    assertThat(giving(twin, Set.of(), old)).contains(new Wins("old", Overlap.Right.SMALLER_UID));
    assertThat(giving(old, Set.of(marker(young)), young))
        .contains(new Wins("young", Overlap.Right.IN_ENTRA));
    assertThat(giving(old, Set.of(marker(young), marker(old)), young)).isEmpty();
    assertThat(giving(young, Set.of(marker(young), marker(old)), old))
        .contains(new Wins("old", Overlap.Right.OLDER));
  }

  @Test
  void a_person_reads_who_goes_on_why_and_what_both_want() {
    Claim old = at("old", "uid-1", MONDAY);
    Claim young = at("young", "uid-0", MONDAY.plusSeconds(60));

    assertThat(Overlap.before(young, List.of(old), Set.of()).orElseThrow().sentence())
        .isEqualTo(
            "Gives way to the rollout contoso/old, which is older: both include the group"
                + " \"Pilot\" for Exchange, Teams. Nothing is written for this rollout until one of"
                + " the two is changed or deleted.");
  }

  @Test
  void of_any_two_rollouts_that_overlap_exactly_one_gives_way() {
    long seed = 20261124;
    Random random = new Random(seed);
    for (int world = 0; world < 2_000; world++) {
      List<Claim> claims = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        claims.add(any(random, "r" + i));
      }
      Set<Marker> inEntra = new HashSet<>();
      claims.stream().filter(c -> random.nextBoolean()).forEach(c -> inEntra.add(marker(c)));
      for (Claim one : claims) {
        for (Claim other : claims) {
          if (one == other) {
            continue;
          }
          boolean overlap = !one.sharedWith(other).isEmpty();
          assertThat(overlap)
              .as("seed %d, world %d", seed, world)
              .isEqualTo(!other.sharedWith(one).isEmpty());
          boolean oneGives = Overlap.before(one, List.of(other), inEntra).isPresent();
          boolean otherGives = Overlap.before(other, List.of(one), inEntra).isPresent();
          assertThat(oneGives ^ otherGives).as("seed %d, world %d", seed, world).isEqualTo(overlap);
        }
      }
      // Somebody always goes on, and nobody who does overlaps with another who does.
      List<Claim> going =
          claims.stream().filter(c -> Overlap.before(c, claims, inEntra).isEmpty()).toList();
      assertThat(going).as("seed %d, world %d", seed, world).isNotEmpty();
      going.forEach(c -> assertThat(Overlap.before(c, going, inEntra)).isEmpty());
    }
  }

  private record Wins(String name, Overlap.Right right) {}

  private static Optional<Wins> giving(Claim own, Set<Marker> inEntra, Claim other) {
    return Overlap.before(own, List.of(other, own), inEntra)
        .map(overlap -> new Wins(overlap.winner().name(), overlap.right()));
  }

  private static Claim any(Random random, String name) {
    List<Group> groups =
        List.of(
            new Group("Pilot", ""),
            new Group("Pilot", ID_1),
            new Group("", ID_1),
            new Group("Wave", ID_2),
            new Group("Wave", ""));
    List<Group> included = new ArrayList<>();
    List<Group> managed = new ArrayList<>();
    groups.stream().filter(g -> random.nextInt(5) == 0).forEach(included::add);
    groups.stream()
        .filter(g -> !g.displayName().isEmpty() && random.nextInt(6) == 0)
        .forEach(managed::add);
    return new Claim(
        identity(name),
        name,
        MONDAY.plusSeconds(random.nextInt(3)),
        "policy " + random.nextInt(8),
        random.nextInt(6) == 0 ? Set.of(new PolicyId(ID_1)) : Set.of(),
        Set.of(Profile.values()[random.nextInt(2)]),
        random.nextBoolean() ? OFFICE : Set.of(Application.SHAREPOINT_ONLINE),
        included,
        managed);
  }

  private static List<String> shared(Claim one, Claim other) {
    return one.sharedWith(other);
  }

  private static List<Group> included(String displayName) {
    return List.of(new Group(displayName, ""));
  }

  private static Claim claim(String name, List<Group> included) {
    return claim(name, Set.of(), name, Profile.WINDOWS_NATIVE, included, List.of());
  }

  private static Claim managing(String name, Profile profile, Group managed) {
    return claim(name, Set.of(), name, profile, List.of(), List.of(managed));
  }

  private static Claim policies(String name, String policyName, PolicyId... policies) {
    return claim(name, Set.of(policies), policyName, Profile.WINDOWS_NATIVE, List.of(), List.of());
  }

  private static Claim claim(
      String name,
      Set<PolicyId> policies,
      String policyName,
      Profile profile,
      List<Group> included,
      List<Group> managed) {
    return new Claim(
        identity(name),
        name,
        MONDAY,
        policyName,
        policies,
        Set.of(profile),
        OFFICE,
        included,
        managed);
  }

  private static Claim at(String name, String uid, Instant createdAt) {
    return new Claim(
        identity(name),
        uid,
        createdAt,
        name,
        Set.of(),
        Set.of(Profile.WINDOWS_NATIVE),
        OFFICE,
        included("Pilot"),
        List.of());
  }

  private static Marker marker(Claim claim) {
    return Marker.of(claim.identity());
  }

  private static RolloutIdentity identity(String name) {
    return new RolloutIdentity("cluster-1", "contoso", name);
  }
}
