package dev.tokenprotection.core.plan;

import static dev.tokenprotection.core.world.Examples.BREAK_GLASS;
import static dev.tokenprotection.core.world.Examples.ENFORCED_ID;
import static dev.tokenprotection.core.world.Examples.OBSERVE_ID;
import static dev.tokenprotection.core.world.Examples.RESOLVED;
import static dev.tokenprotection.core.world.Examples.observed;
import static dev.tokenprotection.core.world.Examples.office;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.desired.DesiredState;
import dev.tokenprotection.core.model.CreationPolicy;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.world.PolicyBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which existing policies a rollout takes over. */
class AdoptionTest {
  private static final String NAME = "Enable Token Protection (Pilot)";
  private static final DesiredState WANTED = DesiredState.at(office(), 1, RESOLVED, BREAK_GLASS);
  private static final PolicyId OTHER_ID = new PolicyId("22222222-0000-0000-0000-00000000000f");
  private static final CreationPolicy CREATE = new CreationPolicy.Create();
  private static final CreationPolicy BY_NAME = new CreationPolicy.AdoptOrCreate();

  private static ObservedPolicy named(PolicyId id, String name, PolicyState state) {
    PolicyContent content =
        PolicyBuilder.from(WANTED.enforced().inState(state)).named(name).build();
    return observed(id, content);
  }

  private static ObservedPolicy namesake(PolicyId id, PolicyState state) {
    return named(id, NAME, state);
  }

  private static Adoption of(CreationPolicy creation, ObservedPolicy... all) {
    return Adoption.of(creation, office(), Map.of(), Map.of(), List.of(all));
  }

  private static CreationPolicy byId(PolicyRole role, PolicyId id) {
    return new CreationPolicy.Adopt(Map.of(role, id));
  }

  @Test
  void create_takes_nothing_over_and_hints_at_a_policy_of_the_same_name() {
    Adoption adoption = of(CREATE, namesake(ENFORCED_ID, PolicyState.ENABLED));
    assertThat(adoption.policies()).isEmpty();
    assertThat(adoption.problem()).isEmpty();
    assertThat(adoption.hint()).get().asString().contains(ENFORCED_ID.value(), "AdoptOrCreate");
  }

  @Test
  void create_says_nothing_of_a_namesake_once_the_rollout_has_policies() {
    assertThat(
            Adoption.of(
                CREATE,
                office(),
                Map.of(),
                Map.of(PolicyRole.OBSERVE, OBSERVE_ID),
                List.of(namesake(ENFORCED_ID, PolicyState.ENABLED))))
        .isEqualTo(new Adoption.None());
  }

  @Test
  void adopt_or_create_takes_over_the_one_policy_of_the_name() {
    ObservedPolicy on = namesake(ENFORCED_ID, PolicyState.ENABLED);
    assertThat(of(BY_NAME, on, named(OTHER_ID, "Another", PolicyState.ENABLED)).policies())
        .containsExactly(Map.entry(PolicyRole.ENFORCED, on));
    for (PolicyState off : List.of(PolicyState.REPORT_ONLY, PolicyState.DISABLED)) {
      ObservedPolicy blocksNobody = namesake(OBSERVE_ID, off);
      assertThat(of(BY_NAME, blocksNobody).policies())
          .containsExactly(Map.entry(PolicyRole.OBSERVE, blocksNobody));
    }
  }

  @Test
  void names_are_compared_as_people_read_them() {
    ObservedPolicy typeset =
        named(ENFORCED_ID, "Enable\u00a0Token Protection (Pilot)", PolicyState.ENABLED);
    assertThat(of(BY_NAME, typeset).policies()).hasSize(1);
  }

  @Test
  void adopt_or_create_with_no_such_policy_creates() {
    assertThat(of(BY_NAME, named(OTHER_ID, "Another", PolicyState.ENABLED)))
        .isEqualTo(new Adoption.None());
  }

  @Test
  void several_of_the_name_are_ambiguous_and_named_by_id() {
    Adoption adoption =
        of(
            BY_NAME,
            namesake(ENFORCED_ID, PolicyState.ENABLED),
            namesake(OBSERVE_ID, PolicyState.REPORT_ONLY));
    assertThat(adoption.policies()).isEmpty();
    assertThat(adoption.problem())
        .get()
        .asString()
        .contains("2 policies", OBSERVE_ID.value(), ENFORCED_ID.value(), "policy.adopt");
  }

  @Test
  void what_carries_a_mark_is_never_taken_over_by_name() {
    ObservedPolicy marked = named(ENFORCED_ID, NAME + " [tpr:01234567-89ab]", PolicyState.ENABLED);
    assertThat(of(BY_NAME, marked)).isEqualTo(new Adoption.None());
  }

  @Test
  void a_rollout_that_has_a_policy_takes_over_no_second_one_by_name() {
    ObservedPolicy ours = observed(OBSERVE_ID, WANTED.observe());
    assertThat(
            Adoption.of(
                BY_NAME,
                office(),
                Map.of(PolicyRole.OBSERVE, ours),
                Map.of(),
                List.of(ours, namesake(ENFORCED_ID, PolicyState.ENABLED))))
        .isEqualTo(new Adoption.None());
  }

  @Test
  void adopt_takes_over_by_id_whatever_the_name() {
    ObservedPolicy meant = named(ENFORCED_ID, "Something else", PolicyState.ENABLED);
    assertThat(
            of(
                    byId(PolicyRole.ENFORCED, ENFORCED_ID),
                    meant,
                    namesake(OTHER_ID, PolicyState.ENABLED))
                .policies())
        .containsExactly(Map.entry(PolicyRole.ENFORCED, meant));
  }

  @Test
  void an_id_that_the_tenant_does_not_have_is_refused_by_name_of_its_field() {
    assertThat(of(byId(PolicyRole.OBSERVE, OBSERVE_ID)).problem())
        .get()
        .asString()
        .contains(OBSERVE_ID.value(), "policy.adopt.observeId");
  }

  @Test
  void a_policy_that_another_rollout_has_marked_is_refused() {
    String name = "Theirs [tpr:01234567-89ab]";
    Adoption adoption =
        of(byId(PolicyRole.ENFORCED, ENFORCED_ID), named(ENFORCED_ID, name, PolicyState.ENABLED));
    assertThat(adoption).isEqualTo(new Adoption.Owned(PolicyRole.ENFORCED, ENFORCED_ID, name));
    assertThat(adoption.problem()).get().asString().contains(ENFORCED_ID.value(), name);
  }

  @Test
  void a_role_that_has_another_policy_already_is_not_given_a_second_one() {
    ObservedPolicy ours = observed(ENFORCED_ID, WANTED.enforced());
    Adoption adoption =
        Adoption.of(
            byId(PolicyRole.ENFORCED, OTHER_ID),
            office(),
            Map.of(PolicyRole.ENFORCED, ours),
            Map.of(PolicyRole.ENFORCED, ENFORCED_ID),
            List.of(ours, namesake(OTHER_ID, PolicyState.ENABLED)));
    assertThat(adoption)
        .isEqualTo(new Adoption.Occupied(PolicyRole.ENFORCED, OTHER_ID, ENFORCED_ID));
    assertThat(adoption.problem()).get().asString().contains(OTHER_ID.value());
  }

  @Test
  void what_was_adopted_once_is_not_looked_for_again_not_even_when_it_is_gone() {
    ObservedPolicy ours = observed(ENFORCED_ID, WANTED.enforced());
    CreationPolicy adopt = byId(PolicyRole.ENFORCED, ENFORCED_ID);
    Map<PolicyRole, PolicyId> known = Map.of(PolicyRole.ENFORCED, ENFORCED_ID);
    assertThat(
            Adoption.of(adopt, office(), Map.of(PolicyRole.ENFORCED, ours), known, List.of(ours)))
        .isEqualTo(new Adoption.None());
    assertThat(Adoption.of(adopt, office(), Map.of(), known, List.of()))
        .isEqualTo(new Adoption.None());
  }
}
