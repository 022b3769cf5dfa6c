package dev.tokenprotection.simulator.signin.policy;

import java.util.List;
import java.util.Locale;

/**
 * A rule that picks devices by their attributes, like {@code device.systemLabels -contains
 * "CloudPC" -and device.trustType -eq "AzureAD"}. Source: Entra, "Conditional Access: Filter for
 * devices".
 *
 * <p>Attributes of a device that Entra does not know are null: a positive comparison with null is
 * false and a negative one true, so a rule made of positive comparisons never matches such a
 * device.
 */
public sealed interface DeviceFilterRule {

  /** Longest rule that Entra takes, in characters. */
  int MAX_LENGTH = 3072;

  /** Whether the device is one of those that the rule picks. */
  boolean matches(DeviceAttributes device);

  /**
   * Reads a rule.
   *
   * @throws DeviceFilterSyntaxException when Entra would refuse it
   */
  static DeviceFilterRule parse(String rule) {
    return new DeviceFilterParser(rule).parse();
  }

  /** {@code left -and right}. */
  record And(DeviceFilterRule left, DeviceFilterRule right) implements DeviceFilterRule {
    @Override
    public boolean matches(DeviceAttributes device) {
      return left.matches(device) && right.matches(device);
    }
  }

  /** {@code left -or right}. */
  record Or(DeviceFilterRule left, DeviceFilterRule right) implements DeviceFilterRule {
    @Override
    public boolean matches(DeviceAttributes device) {
      return left.matches(device) || right.matches(device);
    }
  }

  /** {@code -not rule}. */
  record Not(DeviceFilterRule rule) implements DeviceFilterRule {
    @Override
    public boolean matches(DeviceAttributes device) {
      return !rule.matches(device);
    }
  }

  /**
   * One attribute against one value or, for {@code -in}, several. Case does not matter.
   *
   * @param attribute under the name the documentation gives it
   * @param operator how
   * @param values in lower case
   */
  record Comparison(DeviceAttribute attribute, Operator operator, List<String> values)
      implements DeviceFilterRule {
    @Override
    public boolean matches(DeviceAttributes device) {
      List<String> actual =
          device.values(attribute).stream().map(v -> v.toLowerCase(Locale.ROOT)).toList();
      return switch (operator) {
        case EQ, IN -> actual.stream().anyMatch(values::contains);
        case NE, NOT_IN -> actual.stream().noneMatch(values::contains);
        case STARTS_WITH -> actual.stream().anyMatch(v -> v.startsWith(value()));
        case NOT_STARTS_WITH -> actual.stream().noneMatch(v -> v.startsWith(value()));
        case ENDS_WITH -> actual.stream().anyMatch(v -> v.endsWith(value()));
        case NOT_ENDS_WITH -> actual.stream().noneMatch(v -> v.endsWith(value()));
        case CONTAINS -> actual.stream().anyMatch(this::contains);
        case NOT_CONTAINS -> actual.stream().noneMatch(this::contains);
      };
    }

    /** Of a text a part, of a collection one of its texts. */
    private boolean contains(String actual) {
      return attribute.isCollection() ? actual.equals(value()) : actual.contains(value());
    }

    private String value() {
      return values.getFirst();
    }
  }

  /** The comparisons of the rule language. */
  enum Operator {
    EQ("eq"),
    NE("ne"),
    STARTS_WITH("startsWith"),
    NOT_STARTS_WITH("notStartsWith"),
    ENDS_WITH("endsWith"),
    NOT_ENDS_WITH("notEndsWith"),
    CONTAINS("contains"),
    NOT_CONTAINS("notContains"),
    IN("in"),
    NOT_IN("notIn");

    private final String ruleName;

    Operator(String ruleName) {
      this.ruleName = ruleName;
    }

    /** The name in rules, without the hyphen. */
    String ruleName() {
      return ruleName;
    }

    boolean takesList() {
      return this == IN || this == NOT_IN;
    }
  }
}
