package dev.tokenprotection.simulator.population;

import java.util.List;

/**
 * All people of a tenant, made from a seed: the same seed, domain and departments give the same
 * people with the same devices. The ids of one department do not depend on the other departments.
 *
 * @param people in the order of their departments
 */
public record Population(List<Person> people) {
  public Population {
    people = List.copyOf(people);
  }

  /**
   * Makes the people.
   *
   * @param domain of their userPrincipalNames
   */
  public static Population of(Seed seed, String domain, List<Department> departments) {
    Names names = new Names();
    return new Population(
        departments.stream()
            .flatMap(department -> new Hiring(seed, domain, department, names).people().stream())
            .toList());
  }

  /** The people of one department, in a fixed order. */
  public List<Person> of(String department) {
    return people.stream().filter(person -> person.department().equals(department)).toList();
  }
}
