package dev.tokenprotection.simulator.population;

import java.util.List;

/**
 * Somebody with an account.
 *
 * @param id object id of the account
 * @param userPrincipalName in lower case
 * @param displayName for people
 * @param kind what kind of account
 * @param department the department of the scenario he belongs to
 * @param paths the ways in which he signs in; empty when he never does
 * @param fallback the way he may turn to when his own is blocked
 * @param habits when and how often
 * @param seed decides all that he does
 */
public record Person(
    String id,
    String userPrincipalName,
    String displayName,
    PersonKind kind,
    String department,
    List<UsagePath> paths,
    List<UsagePath> fallback,
    Habits habits,
    Seed seed) {

  /** His devices, each once. */
  public List<EndUserDevice> devices() {
    return paths.stream().map(UsagePath::device).distinct().toList();
  }

  /** One of his ways, by weight. */
  public UsagePath pathFor(Seed draw) {
    double total = paths.stream().mapToDouble(UsagePath::weight).sum();
    double left = draw.unit() * total;
    for (UsagePath path : paths) {
      left -= path.weight();
      if (left < 0) {
        return path;
      }
    }
    return paths.getLast();
  }
}
