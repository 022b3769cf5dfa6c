package dev.tokenprotection.api.v1alpha1;

/**
 * The patterns of strings in the schema, and a rule that several fields share. Patterns use only
 * what RE2 (the API server) and java.util.regex understand in the same way.
 */
public final class Formats {
  /** A GUID. Source: Microsoft Graph, directoryObject resource type, property id. */
  public static final String OBJECT_ID = "^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$";

  /** Source: Kubernetes, "Object Names and IDs", section "RFC 1123 Label Names". */
  public static final String DNS_LABEL = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";

  /** Source: Kubernetes, "Object Names and IDs", section "DNS Subdomain Names". */
  public static final String DNS_SUBDOMAIN = "^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$";

  /** 0% to 100%, at most three decimals. */
  public static final String PERCENT = "^(100(\\.0{1,3})?|[0-9]{1,2}(\\.[0-9]{1,3})?)%$";

  /** A count below a billion, or a percentage. */
  public static final String COUNT_OR_PERCENT =
      "^([0-9]{1,9}|(100(\\.0{1,3})?|[0-9]{1,2}(\\.[0-9]{1,3})?)%)$";

  /** CEL beside {@link #COUNT_OR_PERCENT}, which says nothing of a count written as a number. */
  public static final String COUNT_RULE = "type(self) != int || (self >= 0 && self <= 999999999)";

  /**
   * Days, hours, minutes and seconds in this order, each at most once. An empty string matches too:
   * a minimal length goes with it.
   */
  public static final String TIME_SPAN =
      "^([0-9]{1,5}d)?([0-9]{1,5}h)?([0-9]{1,5}m)?([0-9]{1,5}s)?$";

  /** A user principal name or the object id of a user. */
  public static final String USER =
      "^([^@\\s]+@[^@\\s]+|[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12})$";

  /** An https address without query and fragment. */
  public static final String HTTPS_URL = "^https://[^\\s/?#]+(/[^\\s?#]*)?$";

  /** Five fields: minute, hour, day of month, month, day of week. */
  public static final String CRON = "^\\S+( +\\S+){4}$";

  /** The name of a time zone. Source: IANA Time Zone Database, "Theory and pragmatics". */
  public static final String TIME_ZONE = "^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$";

  /** A key of a Secret's data. Source: Kubernetes API reference, Secret v1 core, field data. */
  public static final String SECRET_KEY = "^[-._a-zA-Z0-9]+$";

  /**
   * What can stand between the quotes of a device filter rule as it is. Source: Microsoft Entra,
   * "Manage rules for dynamic membership groups", section "Values" (a backtick escapes a quote).
   */
  public static final String QUOTABLE = "^[^\"`\\x00-\\x1f\\x7f]+$";

  private Formats() {}
}
