package dev.tokenprotection.simulator.scenario;

import dev.tokenprotection.simulator.population.Person;
import dev.tokenprotection.simulator.population.Population;
import dev.tokenprotection.simulator.population.Seed;
import dev.tokenprotection.simulator.scenario.ScenarioFile.GroupPart;
import dev.tokenprotection.simulator.scenario.ScenarioFile.MemberPart;
import dev.tokenprotection.simulator.tenant.Group;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** Finds out who is in which group of a scenario. */
final class GroupAssembly {
  private final String scenario;
  private final Seed seed;
  private final Population population;
  private final Map<String, String> idsByName = new LinkedHashMap<>();

  GroupAssembly(String scenario, Seed seed, Population population, List<GroupPart> groups) {
    this.scenario = scenario;
    this.seed = seed.with("groups");
    this.population = population;
    groups.forEach(group -> idsByName.put(name(group), id(group)));
  }

  GroupPlan plan(GroupPart part) {
    return new GroupPlan(
        group(part),
        part.members().stream().flatMap(member -> members(part, member)).distinct().toList());
  }

  private Group group(GroupPart part) {
    Group group = Group.security(id(part), name(part));
    if (part.description() != null) {
      group = group.with("description", part.description());
    }
    return part.dynamic() == null ? group : group.dynamic(part.dynamic());
  }

  private String name(GroupPart part) {
    if (part.displayName() == null) {
      throw new ScenarioException(scenario, "groups: displayName is missing");
    }
    return part.displayName();
  }

  private String id(GroupPart part) {
    return part.id() == null ? seed.with(name(part)).uuid().toString() : part.id();
  }

  private Stream<String> members(GroupPart group, MemberPart member) {
    if (Stream.of(member.department(), member.group(), member.user())
            .filter(which -> which != null)
            .count()
        != 1) {
      throw problem(group, "a member is exactly one of department, group and user");
    }
    if (member.group() != null) {
      return Stream.of(nested(group, member.group()));
    }
    return member.user() == null
        ? people(group, member).map(Person::id)
        : Stream.of(account(group, member.user()));
  }

  private String nested(GroupPart group, String nested) {
    String id = idsByName.get(nested);
    if (id == null) {
      throw problem(group, "no group is called " + nested);
    }
    return id;
  }

  private String account(GroupPart group, String account) {
    return population.people().stream()
        .filter(person -> person.userPrincipalName().startsWith(account + '@'))
        .map(Person::id)
        .findFirst()
        .orElseThrow(() -> problem(group, "no account is called " + account));
  }

  /** All of a department, or as many as asked for, picked at random once and for all. */
  private Stream<Person> people(GroupPart group, MemberPart member) {
    List<Person> people = new ArrayList<>(population.of(member.department()));
    if (people.isEmpty()) {
      throw problem(group, "no department with people is called " + member.department());
    }
    int count = people.size();
    if (member.share() != null) {
      count = (int) Math.round(people.size() * member.share().share());
    } else if (member.people() != null) {
      count = member.people();
    }
    if (count > people.size()) {
      throw problem(
          group, "department %s has only %d".formatted(member.department(), people.size()));
    }
    if (count < people.size()) {
      Collections.shuffle(people, new Random(seed.with(name(group)).value()));
    }
    return people.subList(0, count).stream();
  }

  private ScenarioException problem(GroupPart group, String text) {
    return new ScenarioException(scenario, "group %s: %s".formatted(group.displayName(), text));
  }
}
