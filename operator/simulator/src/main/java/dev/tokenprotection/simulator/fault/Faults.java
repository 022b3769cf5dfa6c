package dev.tokenprotection.simulator.fault;

import dev.tokenprotection.simulator.wire.WireRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The faults to come. Thread-safe. */
public final class Faults {
  /** As often as it matches. */
  public static final int ALWAYS = Integer.MAX_VALUE;

  private final List<Rule> rules = new ArrayList<>();

  /** One fault asked for; says how often it has struck. */
  public final class Rule {
    private final RequestMatcher matcher;
    private final Fault fault;
    private int toSkip;
    private int left;
    private int hits;

    private Rule(RequestMatcher matcher, Fault fault, int toSkip, int times) {
      this.matcher = matcher;
      this.fault = fault;
      this.toSkip = toSkip;
      this.left = times;
    }

    /** How often it has struck. */
    public int hits() {
      synchronized (rules) {
        return hits;
      }
    }

    private boolean strikes(WireRequest request) {
      if (left == 0 || !matcher.matches(request)) {
        return false;
      }
      if (toSkip > 0) {
        toSkip--;
        return false;
      }
      left = left == ALWAYS ? ALWAYS : left - 1;
      hits++;
      return true;
    }
  }

  /** Strikes the next so many requests that match. */
  public Rule on(RequestMatcher matcher, int times, Fault fault) {
    return add(new Rule(matcher, fault, 0, times));
  }

  /** Strikes the n-th request that matches from now on, counted from 1. */
  public Rule onNth(RequestMatcher matcher, int n, Fault fault) {
    return add(new Rule(matcher, fault, n - 1, 1));
  }

  /** Forgets all of them. */
  public void clear() {
    synchronized (rules) {
      rules.clear();
    }
  }

  /** The fault that strikes this request: of the rule that was added first. */
  public Optional<Fault> strike(WireRequest request) {
    synchronized (rules) {
      return rules.stream()
          .filter(rule -> rule.strikes(request))
          .findFirst()
          .map(rule -> rule.fault);
    }
  }

  private Rule add(Rule rule) {
    synchronized (rules) {
      rules.add(rule);
    }
    return rule;
  }
}
