package dev.tokenprotection.entra;

import static dev.tokenprotection.entra.TestTenant.ok;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.core.port.DirectoryPort;
import dev.tokenprotection.core.port.Group.Kind;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.core.port.Problem.Cause;
import dev.tokenprotection.core.port.User;
import dev.tokenprotection.simulator.SmallTenant;
import dev.tokenprotection.simulator.fault.Fault;
import dev.tokenprotection.simulator.fault.RequestMatcher;
import dev.tokenprotection.simulator.tenant.Group;
import dev.tokenprotection.simulator.tenant.Tenant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DirectoryCallsTest {
  private static final GroupId PILOT = new GroupId(SmallTenant.PILOT_GROUP);
  private static final GroupId UNKNOWN = new GroupId("99999999-0000-0000-0000-000000000000");
  private static final UserId ADA = new UserId(SmallTenant.ADA);
  private static final UserId BOB = new UserId(SmallTenant.BOB);
  private static final UserId CLEO = new UserId(SmallTenant.CLEO);

  private static TestTenant tenant;
  private DirectoryPort directory;
  private Tenant simulated;

  @BeforeAll
  static void start() {
    tenant = TestTenant.immediate();
  }

  @AfterAll
  static void stop() {
    tenant.close();
  }

  @BeforeEach
  void connect() {
    directory = tenant.reset().connect().directory();
    simulated = tenant.simulator.tenant();
  }

  @Test
  void a_group_is_found_by_its_name_however_its_hyphen_is_typeset() {
    assertThat(ok(directory.groupsNamed("TokenProtection-Pilot")))
        .singleElement()
        .satisfies(this::isPilot);
    assertThat(ok(directory.groupsNamed("TokenProtection\u2011Pilot")))
        .singleElement()
        .satisfies(this::isPilot);
    simulated
        .directory()
        .seed(
            Group.security("a1000000-0000-0000-0000-000000000000", "Token\u00a0Users \u2013 All"));
    assertThat(ok(directory.groupsNamed("Token Users - All"))).hasSize(1);
  }

  private void isPilot(dev.tokenprotection.core.port.Group group) {
    assertThat(group.id()).isEqualTo(PILOT);
    assertThat(group.kind()).isEqualTo(Kind.ASSIGNED);
    assertThat(group.description()).isEmpty();
  }

  @Test
  void names_that_only_begin_alike_do_not_match() {
    simulated
        .directory()
        .seed(Group.security("a1000000-0000-0000-0000-000000000000", "TokenProtection-Pilot 2"));
    simulated
        .directory()
        .seed(Group.security("a2000000-0000-0000-0000-000000000000", "tokenprotection-pilot"));

    assertThat(ok(directory.groupsNamed("TokenProtection-Pilot"))).hasSize(1);
    assertThat(ok(directory.groupsNamed("TokenProtection"))).isEmpty();
  }

  @Test
  void all_groups_of_a_name_are_told() {
    simulated
        .directory()
        .seed(Group.security("a1000000-0000-0000-0000-000000000000", "TokenProtection\u2011Pilot"));

    assertThat(ok(directory.groupsNamed("TokenProtection-Pilot"))).hasSize(2);
  }

  @Test
  void a_name_is_looked_for_on_every_page() {
    for (int i = 0; i < 1100; i++) {
      simulated
          .directory()
          .seed(Group.security("d0000000-0000-0000-0000-%012d".formatted(i), "Team " + i));
    }
    simulated
        .directory()
        .seed(Group.security("f1000000-0000-0000-0000-000000000000", "Team \u2014 Last"));

    assertThat(ok(directory.groupsNamed("Team - Last"))).hasSize(1);
    assertThat(tenant.graphRequests()).hasSize(2);
  }

  @Test
  void a_quote_in_a_name_is_no_trouble() {
    simulated
        .directory()
        .seed(Group.security("f1000000-0000-0000-0000-000000000000", "O'Brien's \"team\" & co"));

    assertThat(ok(directory.groupsNamed("O'Brien's \"team\" & co"))).hasSize(1);
  }

  @Test
  void what_forbids_to_change_members_is_told() {
    assertThat(kindOf(plain().dynamic("user.department -eq \"IT\""))).isEqualTo(Kind.DYNAMIC);
    assertThat(kindOf(plain().with("onPremisesSyncEnabled", true))).isEqualTo(Kind.SYNCED);
    assertThat(kindOf(plain().with("isAssignableToRole", true))).isEqualTo(Kind.ROLE_ASSIGNABLE);
    assertThat(kindOf(plain().with("isManagementRestricted", true)))
        .isEqualTo(Kind.MANAGEMENT_RESTRICTED);
  }

  private static Group plain() {
    return Group.security("f1000000-0000-0000-0000-000000000000", "Special");
  }

  private Kind kindOf(Group group) {
    simulated.directory().seed(group);
    return ok(directory.group(new GroupId(group.id()))).kind();
  }

  @Test
  void a_group_that_is_not_there_is_a_conflict() {
    assertThat(directory.group(UNKNOWN)).isInstanceOf(Outcome.Conflict.class);
    assertThat(directory.members(UNKNOWN)).isInstanceOf(Outcome.Conflict.class);
    assertThat(directory.group(UNKNOWN).failure().orElseThrow().sentence())
        .startsWith("Could not read the group " + UNKNOWN + ": 404 Request_ResourceNotFound");
  }

  @Test
  void a_group_is_created_with_what_graph_demands_and_ourselves_as_owner() {
    GroupId id =
        ok(directory.createGroup("TokenProtection-Pilot Volunteers", "owned by a rollout"));

    assertThat(tenant.writes())
        .containsExactly(
            "POST /v1.0/groups {\"owners@odata.bind\":[\""
                + tenant.simulator.graphUri()
                + "/v1.0/servicePrincipals/"
                + SmallTenant.SERVICE_PRINCIPAL
                + "\"],\"description\":\"owned by a rollout\","
                + "\"displayName\":\"TokenProtection-Pilot Volunteers\",\"mailEnabled\":false,"
                + "\"mailNickname\":\"TokenProtection-PilotVolunteers\",\"securityEnabled\":true}");
    assertThat(ok(directory.group(id)).description()).isEqualTo("owned by a rollout");
    assertThat(ok(directory.members(id))).isEmpty();
  }

  @Test
  void a_description_is_written_alone() {
    GroupId id = ok(directory.createGroup("Volunteers", "owned by one"));

    ok(directory.describeGroup(id, "owned by another"));

    assertThat(tenant.writes().getLast())
        .isEqualTo("PATCH /v1.0/groups/" + id + " {\"description\":\"owned by another\"}");
    assertThat(ok(directory.group(id)).description()).isEqualTo("owned by another");
  }

  @Test
  void a_group_that_we_may_only_create_can_be_filled_afterwards() {
    tenant.grant("Group.Create", "Group.Read.All", "User.Read.All", "Application.Read.All");

    GroupId id = ok(directory.createGroup("Volunteers", ""));

    ok(directory.addMembers(id, List.of(ADA)));
    assertThat(ok(directory.members(id))).containsExactly(ADA);
  }

  @Test
  void members_are_the_direct_ones_and_users() {
    GroupId outer = new GroupId("f1000000-0000-0000-0000-000000000000");
    simulated.directory().seed(Group.security(outer.value(), "Outer"));
    simulated.memberships().seed(outer.value(), SmallTenant.CLEO);
    simulated.memberships().seed(outer.value(), SmallTenant.PILOT_GROUP);
    simulated.memberships().seed(outer.value(), SmallTenant.SERVICE_PRINCIPAL);

    assertThat(ok(directory.members(outer))).containsExactly(CLEO);
    assertThat(ok(directory.transitiveMembers(outer)).stream().map(User::id))
        .containsExactlyInAnyOrder(ADA, BOB, CLEO);
  }

  @Test
  void members_are_read_on_every_page() {
    IntStream.range(0, 2100).forEach(this::seedMember);

    assertThat(ok(directory.members(PILOT))).hasSize(2102);
    assertThat(ok(directory.transitiveMembers(PILOT))).hasSize(2102);
  }

  private void seedMember(int number) {
    String id = "d0000000-0000-0000-0000-%012d".formatted(number);
    simulated
        .directory()
        .put(
            dev.tokenprotection.simulator.tenant.User.member(
                id, "u" + number + "@contoso.com", "User " + number));
    simulated.memberships().seed(SmallTenant.PILOT_GROUP, id);
  }

  @Test
  void members_that_may_not_be_read_are_no_members_to_judge() {
    tenant.grant("GroupMember.Read.All");
    tenant
        .simulator
        .faults()
        .on(
            RequestMatcher.path("/transitiveMembers/"),
            1,
            new Fault.Member("value/*/accountEnabled", NullNode.getInstance()));

    Outcome<Set<User>> outcome = directory.transitiveMembers(PILOT);

    assertThat(outcome).isInstanceOf(Outcome.Terminal.class);
    Problem problem = outcome.failure().orElseThrow();
    assertThat(problem.cause()).isEqualTo(Cause.PERMISSION_MISSING);
    assertThat(problem.remedy()).contains("User.Read.All").doesNotContain("GroupMember");
  }

  @Test
  void members_are_added_in_one_request() {
    ok(directory.addMembers(PILOT, List.of(CLEO, new UserId(SmallTenant.BREAK_GLASS_1))));

    String objects = tenant.simulator.graphUri() + "/v1.0/directoryObjects/";
    assertThat(tenant.writes())
        .containsExactly(
            "PATCH /v1.0/groups/"
                + PILOT
                + " {\"members@odata.bind\":[\""
                + objects
                + CLEO
                + "\",\""
                + objects
                + SmallTenant.BREAK_GLASS_1
                + "\"]}");
    assertThat(ok(directory.members(PILOT))).hasSize(4);
  }

  @Test
  void beside_a_member_nobody_is_added_and_the_members_are_to_be_read_again() {
    for (List<UserId> users : List.of(List.of(ADA), List.of(ADA, CLEO, BOB))) {
      Outcome<?> outcome = directory.addMembers(PILOT, users);

      assertThat(outcome).isInstanceOf(Outcome.Conflict.class);
      assertThat(outcome.failure().map(Problem::effect)).contains(Problem.Effect.NONE);
    }
    assertThat(tenant.writes()).as("one request for each call").hasSize(2);
    assertThat(ok(directory.members(PILOT))).containsExactlyInAnyOrder(ADA, BOB);
  }

  @Test
  void a_refusal_in_another_language_is_looked_up() {
    Fault translated =
        new Fault.Body(
            400,
            "application/json",
            "{\"error\":{\"code\":\"Request_BadRequest\",\"message\":\"Schon vorhanden.\"}}");
    tenant.simulator.faults().on(RequestMatcher.method("PATCH"), 1, translated);

    assertThat(directory.addMembers(PILOT, List.of(ADA, BOB))).isInstanceOf(Outcome.Conflict.class);

    tenant
        .simulator
        .faults()
        .on(
            RequestMatcher.method("PATCH"),
            1,
            new Fault.Status(400, "Request_BadRequest", Map.of()));
    Outcome<?> unexplained = directory.addMembers(PILOT, List.of(CLEO));
    assertThat(unexplained).isInstanceOf(Outcome.Terminal.class);
    assertThat(unexplained.failure().map(Problem::cause)).contains(Cause.REFUSED);
  }

  @Test
  void somebody_else_s_write_at_the_same_time_is_no_membership() {
    tenant
        .simulator
        .faults()
        .on(
            RequestMatcher.graphWrites(),
            1,
            new Fault.Status(409, "Directory_ConcurrencyViolation", Map.of()));

    assertThat(directory.addMembers(PILOT, List.of(CLEO))).isInstanceOf(Outcome.Retryable.class);
  }

  @Test
  void nobody_to_add_is_no_request_and_too_many_are_refused_before() {
    List<UserId> many = new ArrayList<>();
    IntStream.range(0, 21)
        .forEach(i -> many.add(new UserId("d0000000-0000-0000-0000-%012d".formatted(i))));

    ok(directory.addMembers(PILOT, List.of()));

    assertThat(directory.addMembers(PILOT, many)).isInstanceOf(Outcome.Terminal.class);
    assertThat(tenant.graphRequests()).isEmpty();
  }

  @Test
  void twenty_are_added_at_once() {
    IntStream.range(0, 20)
        .forEach(
            i -> {
              String id = "d0000000-0000-0000-0000-%012d".formatted(i);
              simulated
                  .directory()
                  .put(
                      dev.tokenprotection.simulator.tenant.User.member(
                          id, "u" + i + "@contoso.com", "User " + i));
            });
    List<UserId> users =
        IntStream.range(0, 20)
            .mapToObj(i -> new UserId("d0000000-0000-0000-0000-%012d".formatted(i)))
            .toList();

    ok(directory.addMembers(PILOT, users));

    assertThat(ok(directory.members(PILOT))).containsAll(users);
  }

  @Test
  void a_group_that_refuses_its_members_to_be_changed_is_told_as_such() {
    Group restricted = plain().with("isManagementRestricted", true);
    Group synced =
        Group.security("f2000000-0000-0000-0000-000000000000", "Synced")
            .with("onPremisesSyncEnabled", true);
    Group dynamic =
        Group.security("f3000000-0000-0000-0000-000000000000", "Dynamic").dynamic("true");
    for (Group group : List.of(restricted, synced, dynamic)) {
      simulated.directory().seed(group);

      Outcome<?> outcome = directory.addMembers(new GroupId(group.id()), List.of(ADA));

      assertThat(outcome).as(group.displayName()).isInstanceOf(Outcome.Terminal.class);
      assertThat(outcome.failure().orElseThrow().cause())
          .as(group.displayName())
          .isEqualTo(Cause.GROUP_PROTECTED);
    }
  }

  @Test
  void a_missing_permission_to_change_members_is_named() {
    tenant.grant("Group.Read.All", "User.Read.All");

    Problem problem = directory.addMembers(PILOT, List.of(CLEO)).failure().orElseThrow();

    assertThat(problem.cause()).isEqualTo(Cause.PERMISSION_MISSING);
    assertThat(problem.remedy()).contains("GroupMember.ReadWrite.All");
  }

  @Test
  void a_membership_is_removed_and_never_the_user() {
    simulated
        .apps()
        .change(
            SmallTenant.CLIENT_ID,
            app -> {
              Set<String> roles = new HashSet<>(app.roles());
              roles.add("User.ReadWrite.All");
              return app.withRoles(roles);
            });

    ok(directory.removeMember(PILOT, ADA));

    assertThat(tenant.writes())
        .containsExactly("DELETE /v1.0/groups/" + PILOT + "/members/" + ADA + "/$ref");
    assertThat(ok(directory.members(PILOT))).containsExactly(BOB);
    assertThat(ok(directory.user(SmallTenant.ADA)).id()).isEqualTo(ADA);
  }

  @Test
  void who_is_no_member_counts_as_removed() {
    ok(directory.removeMember(PILOT, CLEO));
    ok(directory.removeMember(PILOT, new UserId(UNKNOWN.value())));
  }

  @Test
  void a_user_is_found_by_id_and_by_name() {
    User ada = new User(ADA, User.Account.ENABLED, User.Origin.CLOUD_ONLY, User.Kind.MEMBER);

    assertThat(ok(directory.user(SmallTenant.ADA))).isEqualTo(ada);
    assertThat(ok(directory.user("ada@contoso.com"))).isEqualTo(ada);
  }

  @Test
  void what_kind_of_user_it_is_is_told() {
    dev.tokenprotection.simulator.tenant.User guest =
        dev.tokenprotection.simulator.tenant.User.guest(
                "d0000000-0000-0000-0000-000000000000",
                "eve_fabrikam.com#EXT#@contoso.onmicrosoft.com",
                "Eve")
            .disabled()
            .synced();
    simulated.directory().put(guest);

    assertThat(ok(directory.user(guest.userPrincipalName())))
        .isEqualTo(
            new User(
                new UserId(guest.id()),
                User.Account.DISABLED,
                User.Origin.SYNCED,
                User.Kind.GUEST));
  }

  @Test
  void a_user_who_is_not_there_is_a_conflict_that_does_not_name_him() {
    Outcome<User> outcome = directory.user("mallory@contoso.com");

    assertThat(outcome).isInstanceOf(Outcome.Conflict.class);
    assertThat(outcome.failure().orElseThrow().sentence())
        .startsWith("Could not read the user m…@contoso.com: 404")
        .doesNotContain("mallory");
    assertThat(directory.user(" ")).isInstanceOf(Outcome.Terminal.class);
  }
}
