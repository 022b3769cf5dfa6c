package dev.tokenprotection.simulator.signin.policy;

import dev.tokenprotection.simulator.signin.policy.DeviceFilterRule.Operator;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a device filter may ask for, and with which operators. Source: Entra, "Conditional Access:
 * Filter for devices", section "Supported operators and device properties for filters".
 */
public enum DeviceAttribute {
  DEVICE_ID("deviceId", Operators.WHOLE),
  DISPLAY_NAME("displayName", Operators.ANY),
  DEVICE_OWNERSHIP("deviceOwnership", Operators.EQUAL),
  ENROLLMENT_PROFILE_NAME("enrollmentProfileName", Operators.ANY),
  IS_COMPLIANT("isCompliant", Operators.EQUAL),
  MANUFACTURER("manufacturer", Operators.ANY),
  MDM_APP_ID("mdmAppId", Operators.WHOLE),
  MODEL("model", Operators.ANY),
  OPERATING_SYSTEM("operatingSystem", Operators.ANY),
  OPERATING_SYSTEM_VERSION("operatingSystemVersion", Operators.ANY),
  PHYSICAL_IDS("physicalIds", Operators.COLLECTION),
  PROFILE_TYPE("profileType", Operators.EQUAL),
  SYSTEM_LABELS("systemLabels", Operators.COLLECTION),
  TRUST_TYPE("trustType", Operators.EQUAL),
  EXTENSION_ATTRIBUTE_1("extensionAttribute1", Operators.ANY),
  EXTENSION_ATTRIBUTE_2("extensionAttribute2", Operators.ANY),
  EXTENSION_ATTRIBUTE_3("extensionAttribute3", Operators.ANY),
  EXTENSION_ATTRIBUTE_4("extensionAttribute4", Operators.ANY),
  EXTENSION_ATTRIBUTE_5("extensionAttribute5", Operators.ANY),
  EXTENSION_ATTRIBUTE_6("extensionAttribute6", Operators.ANY),
  EXTENSION_ATTRIBUTE_7("extensionAttribute7", Operators.ANY),
  EXTENSION_ATTRIBUTE_8("extensionAttribute8", Operators.ANY),
  EXTENSION_ATTRIBUTE_9("extensionAttribute9", Operators.ANY),
  EXTENSION_ATTRIBUTE_10("extensionAttribute10", Operators.ANY),
  EXTENSION_ATTRIBUTE_11("extensionAttribute11", Operators.ANY),
  EXTENSION_ATTRIBUTE_12("extensionAttribute12", Operators.ANY),
  EXTENSION_ATTRIBUTE_13("extensionAttribute13", Operators.ANY),
  EXTENSION_ATTRIBUTE_14("extensionAttribute14", Operators.ANY),
  EXTENSION_ATTRIBUTE_15("extensionAttribute15", Operators.ANY);

  /** Apart, because an enum's constants can't use its own static fields. */
  private static final class Operators {
    static final Set<Operator> EQUAL = EnumSet.of(Operator.EQ, Operator.NE);
    static final Set<Operator> WHOLE =
        EnumSet.of(Operator.EQ, Operator.NE, Operator.IN, Operator.NOT_IN);
    static final Set<Operator> COLLECTION = EnumSet.of(Operator.CONTAINS, Operator.NOT_CONTAINS);
    static final Set<Operator> ANY = EnumSet.allOf(Operator.class);
  }

  private final String ruleName;
  private final Set<Operator> operators;

  DeviceAttribute(String ruleName, Set<Operator> operators) {
    this.ruleName = ruleName;
    this.operators = operators;
  }

  /** The name after {@code device.} in a rule; case does not matter there. */
  public String ruleName() {
    return ruleName;
  }

  boolean takes(Operator operator) {
    return operators.contains(operator);
  }

  boolean isCollection() {
    return operators == Operators.COLLECTION;
  }

  static Optional<DeviceAttribute> ofRuleName(String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    return Stream.of(values())
        .filter(attribute -> attribute.ruleName.toLowerCase(Locale.ROOT).equals(wanted))
        .findFirst();
  }
}
