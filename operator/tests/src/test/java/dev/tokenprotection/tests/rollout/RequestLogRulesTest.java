package dev.tokenprotection.tests.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The checker of request logs notices what it is there for, in logs that are made by hand. */
class RequestLogRulesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String POLICIES = "/v1.0/identity/conditionalAccess/policies";
  private static final String OBSERVE = "Pilot [tpr:ab12cd34-9f3e observe]";
  private static final String ENFORCED = "Pilot [tpr:ab12cd34-9f3e]";
  private static final String REPORT_ONLY = "enabledForReportingButNotEnforced";
  private static final RequestLogRules RULES = new RequestLogRules(Set.of(), Set.of("break-glass"));

  @Test
  void a_promotion_as_it_should_be_breaks_no_rule() {
    World world = new World();
    assertThat(
            RULES.brokenIn(
                List.of(
                    world.posts(policy(OBSERVE, REPORT_ONLY, "pilot")),
                    world.posts(policy(ENFORCED, REPORT_ONLY)),
                    world.patches(
                        ENFORCED,
                        "{'conditions':{'users':{'includeGroups':['pilot'],"
                            + "'excludeGroups':['break-glass']}}}"),
                    world.patches(ENFORCED, "{'state':'enabled'}"),
                    world.patches(ENFORCED, "{'state':'" + REPORT_ONLY + "'}"),
                    world.addsMembers("ours", 20))))
        .isEmpty();
  }

  static Stream<Arguments> badRequests() {
    return Stream.of(
        bad("creates what enforces", World::new, w -> w.posts(policy(OBSERVE, "enabled", "pilot"))),
        bad(
            "does not exclude break-glass",
            World::new,
            w -> w.posts(policy(OBSERVE, REPORT_ONLY, "pilot", "break-glass", "others"))),
        bad("without a marker", World::new, w -> w.posts(policy("Mine", REPORT_ONLY, "pilot"))),
        bad(
            "creates a second policy",
            RequestLogRulesTest::both,
            w -> w.posts(policy(OBSERVE, REPORT_ONLY, "pilot"))),
        bad(
            "creates the enforced policy with a cohort",
            World::new,
            w -> w.posts(policy(ENFORCED, REPORT_ONLY, "pilot"))),
        bad(
            "covers users",
            RequestLogRulesTest::both,
            w -> w.patches(OBSERVE, "{'conditions':{'users':{'includeUsers':['All']}}}")),
        bad(
            "application group",
            RequestLogRulesTest::both,
            w ->
                w.patches(
                    OBSERVE,
                    "{'conditions':{'applications':{'includeApplications':['Office365']}}}")),
        bad(
            "other clients",
            RequestLogRulesTest::both,
            w -> w.patches(OBSERVE, "{'conditions':{'clientAppTypes':['browser']}}")),
        bad(
            "leaves break-glass in",
            RequestLogRulesTest::both,
            w -> w.patches(OBSERVE, "{'conditions':{'users':{'excludeGroups':[]}}}")),
        bad(
            "fields that are not ours",
            RequestLogRulesTest::both,
            w -> w.patches(OBSERVE, "{'description':'mine'}")),
        bad(
            "conditions that are not ours",
            RequestLogRulesTest::both,
            w -> w.patches(OBSERVE, "{'conditions':{'locations':{'includeLocations':['All']}}}")),
        bad(
            "grant controls",
            RequestLogRulesTest::both,
            w -> w.patches(OBSERVE, "{'grantControls':{'operator':'OR'}}")),
        bad(
            "enables together with another change",
            RequestLogRulesTest::both,
            w -> w.patches(ENFORCED, "{'state':'enabled','displayName':'" + ENFORCED + "'}")),
        bad(
            "enables what is enabled",
            RequestLogRulesTest::enabled,
            w -> w.patches(ENFORCED, "{'state':'enabled'}")),
        bad(
            "not the enforced policy",
            RequestLogRulesTest::both,
            w -> w.patches(OBSERVE, "{'state':'enabled'}")),
        bad(
            "enforces what is not observed",
            RequestLogRulesTest::enabled,
            w ->
                w.patches(
                    ENFORCED, "{'conditions':{'users':{'includeGroups':['pilot','everybody']}}}")),
        bad(
            "policy of somebody else",
            () -> both().with("Theirs", policy("Theirs", REPORT_ONLY, "pilot")),
            w -> w.patches("Theirs", "{'state':'disabled'}")),
        bad("deletes or replaces", RequestLogRulesTest::both, w -> w.deletes(POLICIES + "/Pilot")),
        bad("deletes an object", World::new, w -> w.deletes("/v1.0/users/ada")),
        bad("adds 21 members", World::new, w -> w.addsMembers("ours", 21)),
        bad("group of others", World::new, w -> w.addsMembers("theirs", 1)));
  }

  private interface Request {
    WireWrite in(World world);
  }

  private static Arguments bad(String what, Supplier<World> world, Request request) {
    return Arguments.of(what, request.in(world.get()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badRequests")
  void a_bad_request_is_noticed(String what, WireWrite request) {
    assertThat(RULES.brokenIn(List.of(request))).anyMatch(broken -> broken.contains(what));
  }

  private static World both() {
    return new World()
        .with(OBSERVE, policy(OBSERVE, REPORT_ONLY, "pilot"))
        .with(ENFORCED, policy(ENFORCED, REPORT_ONLY, "pilot"));
  }

  private static World enabled() {
    return both().with(ENFORCED, policy(ENFORCED, "enabled", "pilot"));
  }

  private static ObjectNode policy(String name, String state, String... groups) {
    boolean excludes = groups.length < 2;
    String included =
        groups.length == 0 ? "'includeUsers':['None']" : "'includeGroups':['" + groups[0] + "']";
    return read(
        "{'displayName':'"
            + name
            + "','state':'"
            + state
            + "','conditions':{'users':{"
            + included
            + ",'excludeGroups':["
            + (excludes ? "'break-glass'" : "")
            + "]},'applications':{'includeApplications':['exchange']},"
            + "'clientAppTypes':['mobileAppsAndDesktopClients']},'grantControls':null}");
  }

  private static ObjectNode read(String json) {
    try {
      return (ObjectNode) JSON.readTree(json.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A tenant that is written to by hand; ids of policies are their names. */
  private static final class World {
    private final Map<String, ObjectNode> policies = new HashMap<>();
    private long requests;

    World with(String id, ObjectNode policy) {
      policies.put(id, policy);
      return this;
    }

    WireWrite posts(ObjectNode policy) {
      WireWrite.Objects before = objects();
      policies.put(policy.path("displayName").asText() + ++requests, policy);
      return new WireWrite(requests, "POST", POLICIES, policy, before, objects());
    }

    WireWrite patches(String name, String body) {
      WireWrite.Objects before = objects();
      String id =
          policies.keySet().stream().filter(key -> key.startsWith(name)).findFirst().orElseThrow();
      policies.put(id, merged(policies.get(id).deepCopy(), read(body)));
      return new WireWrite(++requests, "PATCH", POLICIES + "/" + id, read(body), before, objects());
    }

    WireWrite deletes(String path) {
      return new WireWrite(
          ++requests, "DELETE", path, MissingNode.getInstance(), objects(), objects());
    }

    WireWrite addsMembers(String group, int users) {
      ObjectNode body = JSON.createObjectNode();
      var members = body.putArray("members@odata.bind");
      for (int i = 0; i < users; i++) {
        members.add("https://graph/users/" + i);
      }
      return new WireWrite(
          ++requests, "PATCH", "/v1.0/groups/" + group, body, objects(), objects());
    }

    private WireWrite.Objects objects() {
      return new WireWrite.Objects(
          Map.copyOf(policies),
          Map.of("ours", "Managed for contoso/office [tpr:ab12cd34-9f3e]", "theirs", "Theirs"));
    }

    private static ObjectNode merged(ObjectNode target, JsonNode change) {
      change
          .properties()
          .forEach(
              field -> {
                if (field.getValue().isObject() && target.path(field.getKey()).isObject()) {
                  merged((ObjectNode) target.get(field.getKey()), field.getValue());
                } else {
                  target.set(field.getKey(), field.getValue());
                }
              });
      return target;
    }
  }
}
