package dev.tokenprotection.api.v1alpha1;

/**
 * How long lists and texts may get. Whoever writes status cuts to these, since the API server
 * refuses the whole object otherwise.
 */
public final class Bounds {
  /** Characters of a {@code message}. */
  public static final int MESSAGE = 1024;

  /** Lines of {@code status.report}. */
  public static final int REPORT = 60;

  /** Characters of a line of {@code status.report}. */
  public static final int REPORT_LINE = 512;

  /** Entries of {@code status.history}. */
  public static final int HISTORY = 50;

  /** Entries of the lists of counts, reasons, changes and approvers. */
  public static final int ENTRIES = 20;

  /** Requests of one {@code status.intent}. */
  public static final int ACTIONS = 100;

  /** Entries of {@code status.handledTokens}: more than there are annotations. */
  public static final int HANDLED_TOKENS = 20;

  /** Entries of {@code status.conditions}. */
  public static final int CONDITIONS = 16;

  /** Stages of a rollout. */
  public static final int STAGES = 50;

  /** Groups of one stage, and groups left out. */
  public static final int GROUPS = 20;

  /**
   * Groups of a whole rollout: those of 50 stages, one managed and one sampled each, and 20 out.
   */
  public static final int GROUP_IDS = STAGES * (GROUPS + 2) + GROUPS;

  /** Users of a whole rollout. */
  public static final int USERS = 500;

  /** Enrollment profiles whose devices are left out. */
  public static final int ENROLLMENT_PROFILES = 20;

  /** Promotion windows of a rollout. */
  public static final int WINDOWS = 20;

  /** Emergency access users of a tenant. */
  public static final int BREAK_GLASS_USERS = 50;

  /** Groups of emergency access users of a tenant. */
  public static final int BREAK_GLASS_GROUPS = 20;

  /** Emergency access users that stay excluded: those of some changes that nobody confirmed. */
  public static final int KEPT_BREAK_GLASS_USERS = 4 * BREAK_GLASS_USERS;

  /** The same for groups. */
  public static final int KEPT_BREAK_GLASS_GROUPS = 4 * BREAK_GLASS_GROUPS;

  /**
   * Characters of a device filter rule. Source: Microsoft Entra, "Conditional Access: Filter for
   * devices", section "Supported operators and device properties for filters".
   */
  public static final int DEVICE_FILTER_RULE = 3072;

  private Bounds() {}
}
