package dev.tokenprotection.simulator.graph;

import dev.tokenprotection.simulator.graph.Filter.Literal;
import dev.tokenprotection.simulator.graph.Filter.Operator;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the part of OData's filter language that Graph's collections take. */
final class FilterParser {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*('(?:[^']|'')*'|[(),]|[A-Za-z_@][\\w.@-]*(?:/[A-Za-z_$][\\w.]*)*:?"
              + "|[\\w:.+-]+)");
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

  private final String text;
  private final List<String> tokens = new ArrayList<>();
  private int next;

  private FilterParser(String text) {
    this.text = text;
    Matcher matcher = TOKEN.matcher(text);
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      tokens.add(matcher.group(1));
      end = matcher.end();
    }
    if (!text.substring(end).isBlank()) {
      throw invalid();
    }
  }

  /** Throws the refusal that Graph gives for a filter that it cannot read. */
  static Filter parse(String text) {
    FilterParser parser = new FilterParser(text);
    Filter filter = parser.disjunction();
    if (parser.next != parser.tokens.size()) {
      throw parser.invalid();
    }
    return filter;
  }

  private Filter disjunction() {
    Filter left = conjunction();
    while (accept("or")) {
      left = new Filter.Or(left, conjunction());
    }
    return left;
  }

  private Filter conjunction() {
    Filter left = negation();
    while (accept("and")) {
      left = new Filter.And(left, negation());
    }
    return left;
  }

  private Filter negation() {
    return accept("not") ? new Filter.Not(negation()) : primary();
  }

  private Filter primary() {
    if (accept("(")) {
      Filter inner = disjunction();
      expect(")");
      return inner;
    }
    String name = take();
    if (accept("(")) {
      return call(name);
    }
    List<String> path = List.of(name.split("/"));
    if (accept("in")) {
      return new Filter.OneOf(path, literals());
    }
    return new Filter.Comparison(path, operator(), literal(take()));
  }

  private Filter call(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith("/any")) {
      List<String> path = List.of(name.substring(0, name.length() - "/any".length()).split("/"));
      return lambda(path);
    }
    if (!List.of("startswith", "endswith", "contains").contains(lower)) {
      throw invalid();
    }
    List<String> path = List.of(take().split("/"));
    expect(",");
    Literal literal = literal(take());
    expect(")");
    if (literal instanceof Filter.Text wanted) {
      return new Filter.TextFunction(lower, path, wanted.value());
    }
    throw invalid();
  }

  private Filter lambda(List<String> path) {
    String variable = take();
    if (!variable.endsWith(":")) {
      throw invalid();
    }
    Filter inner = disjunction();
    expect(")");
    return new Filter.Any(path, variable.substring(0, variable.length() - 1), inner);
  }

  private List<Literal> literals() {
    List<Literal> all = new ArrayList<>();
    expect("(");
    do {
      all.add(literal(take()));
    } while (accept(","));
    expect(")");
    return all;
  }

  private Operator operator() {
    try {
      return Operator.valueOf(take().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw invalid();
    }
  }

  private Literal literal(String token) {
    if (token.startsWith("'")) {
      return new Filter.Text(token.substring(1, token.length() - 1).replace("''", "'"));
    }
    return switch (token.toLowerCase(Locale.ROOT)) {
      case "null" -> new Filter.Nothing();
      case "true" -> new Filter.Truth(true);
      case "false" -> new Filter.Truth(false);
      default -> bare(token);
    };
  }

  private Literal bare(String token) {
    if (NUMBER.matcher(token).matches()) {
      return new Filter.Numeric(new BigDecimal(token));
    }
    if (DATE.matcher(token).matches()) {
      Instant midnight = LocalDate.parse(token).atStartOfDay().toInstant(ZoneOffset.UTC);
      return new Filter.Moment(midnight);
    }
    return Filter.moment(token)
        .<Literal>map(Filter.Moment::new)
        .orElseGet(() -> new Filter.Text(token));
  }

  private boolean accept(String token) {
    if (next < tokens.size() && tokens.get(next).equalsIgnoreCase(token)) {
      next++;
      return true;
    }
    return false;
  }

  private void expect(String token) {
    if (!accept(token)) {
      throw invalid();
    }
  }

  private String take() {
    if (next == tokens.size()) {
      throw invalid();
    }
    return tokens.get(next++);
  }

  private GraphRefusal invalid() {
    return GraphRefusal.badRequest("Invalid filter clause: '" + text + "'");
  }
}
