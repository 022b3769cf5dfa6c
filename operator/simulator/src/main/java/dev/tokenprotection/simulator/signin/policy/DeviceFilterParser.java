package dev.tokenprotection.simulator.signin.policy;

import dev.tokenprotection.simulator.signin.policy.DeviceFilterRule.Comparison;
import dev.tokenprotection.simulator.signin.policy.DeviceFilterRule.Operator;
import dev.tokenprotection.simulator.signin.policy.DeviceFilterToken.Mark;
import dev.tokenprotection.simulator.signin.policy.DeviceFilterToken.Text;
import dev.tokenprotection.simulator.signin.policy.DeviceFilterToken.Word;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Reads a device filter rule. {@code -not} binds more tightly than {@code -and}, that more tightly
 * than {@code -or} (Entra, "Manage rules for dynamic membership groups", operator precedence).
 */
final class DeviceFilterParser {
  private static final String PREFIX = "device.";

  private final String rule;
  private final List<DeviceFilterToken> tokens;
  private int next;

  DeviceFilterParser(String rule) {
    this.rule = rule;
    this.tokens = new DeviceFilterLexer(rule).tokens();
  }

  DeviceFilterRule parse() {
    if (rule.length() > DeviceFilterRule.MAX_LENGTH) {
      throw problem(tokens.getLast(), "longer than " + DeviceFilterRule.MAX_LENGTH);
    }
    DeviceFilterRule whole = alternatives();
    expect('\0', "the end, -and or -or");
    return whole;
  }

  private DeviceFilterRule alternatives() {
    DeviceFilterRule left = conjunction();
    while (skipLogic("or")) {
      left = new DeviceFilterRule.Or(left, conjunction());
    }
    return left;
  }

  private DeviceFilterRule conjunction() {
    DeviceFilterRule left = term();
    while (skipLogic("and")) {
      left = new DeviceFilterRule.And(left, term());
    }
    return left;
  }

  private DeviceFilterRule term() {
    if (skipLogic("not")) {
      return new DeviceFilterRule.Not(term());
    }
    if (!skipMark('(')) {
      return comparison();
    }
    DeviceFilterRule inner = alternatives();
    expect(')', "a closing parenthesis");
    return inner;
  }

  private DeviceFilterRule comparison() {
    DeviceFilterToken where = tokens.get(next);
    DeviceAttribute attribute = attribute(take());
    Operator operator = operator(take());
    if (!attribute.takes(operator)) {
      throw problem(
          where, "%s does not take -%s".formatted(attribute.ruleName(), operator.ruleName()));
    }
    List<String> values = operator.takesList() ? list() : List.of(value(take()));
    return new Comparison(attribute, operator, values);
  }

  private DeviceAttribute attribute(DeviceFilterToken token) {
    if (token instanceof Word word && word.text().toLowerCase(Locale.ROOT).startsWith(PREFIX)) {
      String name = word.text().substring(PREFIX.length());
      return DeviceAttribute.ofRuleName(name)
          .orElseThrow(() -> problem(token, "no attribute of devices is called " + name));
    }
    throw problem(token, "expected an attribute like device.trustType");
  }

  private Operator operator(DeviceFilterToken token) {
    if (token instanceof DeviceFilterToken.Operator operator) {
      return Arrays.stream(Operator.values())
          .filter(known -> known.ruleName().equalsIgnoreCase(operator.name()))
          .findFirst()
          .orElseThrow(() -> problem(token, "no operator is called -" + operator.name()));
    }
    throw problem(token, "expected an operator like -eq");
  }

  private List<String> list() {
    List<String> values = new ArrayList<>();
    expect('[', "a list in brackets");
    do {
      values.add(value(take()));
    } while (skipMark(','));
    expect(']', "a comma or a closing bracket");
    return List.copyOf(values);
  }

  private String value(DeviceFilterToken token) {
    return switch (token) {
      case Text text -> text.text().toLowerCase(Locale.ROOT);
      case Word word when isTruthValue(word.text()) -> word.text().toLowerCase(Locale.ROOT);
      case Word word -> throw problem(word, "a text needs quotes");
      case Mark mark -> throw problem(mark, "expected a value");
      case DeviceFilterToken.Operator operator -> throw problem(operator, "expected a value");
    };
  }

  private static boolean isTruthValue(String word) {
    return word.equalsIgnoreCase("true") || word.equalsIgnoreCase("false");
  }

  private DeviceFilterToken take() {
    DeviceFilterToken token = tokens.get(next);
    if (next < tokens.size() - 1) {
      next++;
    }
    return token;
  }

  private boolean skipLogic(String name) {
    boolean there =
        tokens.get(next) instanceof DeviceFilterToken.Operator operator
            && operator.name().equals(name);
    if (there) {
      next++;
    }
    return there;
  }

  private boolean skipMark(char sign) {
    boolean there = tokens.get(next) instanceof Mark mark && mark.sign() == sign;
    if (there && sign != '\0') {
      next++;
    }
    return there;
  }

  private void expect(char sign, String what) {
    if (!skipMark(sign)) {
      throw problem(tokens.get(next), "expected " + what);
    }
  }

  private DeviceFilterSyntaxException problem(DeviceFilterToken token, String text) {
    return new DeviceFilterSyntaxException(rule, token.position(), text);
  }
}
