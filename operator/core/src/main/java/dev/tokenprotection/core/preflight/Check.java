package dev.tokenprotection.core.preflight;

/**
 * The checks, in the order in which they are told. The reference page is made from these texts.
 * Sources: Microsoft Entra, "Token Protection in Microsoft Entra Conditional Access", sections
 * "Prerequisites", "Known limitations" and "Deployment"; "Manage emergency access accounts";
 * "Security defaults"; "Plan a Conditional Access deployment".
 */
public enum Check {
  PERMISSIONS(
      "Permissions",
      Effect.BLOCKS,
      Effect.BLOCKS,
      "The application has the permissions that its calls need.",
      "Grant what is missing as application permissions, with admin consent."),
  SECURITY_DEFAULTS(
      "SecurityDefaultsOff",
      Effect.BLOCKS,
      Effect.BLOCKS,
      "Security defaults are off: they and enabled policies exclude each other.",
      "Turn them off once Conditional Access policies take their place."),
  LICENCE(
      "Licensed",
      Effect.BLOCKS,
      Effect.BLOCKS,
      "The tenant has Entra ID P1 or P2.",
      "Assign a licence to the tenant."),
  APPLICATIONS(
      "ApplicationsExist",
      Effect.BLOCKS,
      Effect.BLOCKS,
      "Every application of the rollout has a service principal in the tenant.",
      "Create it, or take the application out of spec.applications."),
  BREAK_GLASS(
      "BreakGlassUsable",
      Effect.BLOCKS,
      Effect.BLOCKS,
      "At least two enabled, cloud-only emergency access users were found. Without them nothing at"
          + " all is written, except towards report-only.",
      "Fix what the message names."),
  BREAK_GLASS_EXEMPT(
      "BreakGlassExempt",
      Effect.BLOCKS,
      Effect.WARNS,
      "What-If says of every emergency access account that no policy of the rollout applies to it."
          + " Asked when the policies stand and before anything is enforced, once for each account"
          + " and state of the policies.",
      "Find out in Entra (Conditional Access, What If) why the policy applies to the account. What was"
          + " enforced is report-only until then, and until a person resumes."),
  GROUPS(
      "GroupsUsable",
      Effect.WARNS,
      Effect.WARNS,
      "The managed groups can be changed by the application.",
      "Use a group with assigned members that is neither synchronised, role-assignable nor in a"
          + " restricted management administrative unit."),
  MEMBERS_COVERED(
      "MembersCovered",
      Effect.WARNS,
      Effect.WARNS,
      "What-If says of a member of the cohort that the observe policy applies, application by"
          + " application.",
      "Wait, if the member has just joined; else see what leaves the member out."),
  FILTERED_DEVICES_EXEMPT(
      "FilteredDevicesExempt",
      Effect.WARNS,
      Effect.WARNS,
      "What-If says of a device of each preset and each enrollment profile of the device filter"
          + " that no policy of the rollout applies.",
      "Compare the device filter of the policy in Entra with spec.policy."),
  DEVICES(
      "DevicesFit",
      Effect.WARNS,
      Effect.WARNS,
      "A sample of the cohort has registered devices whose system and registration token protection"
          + " supports.",
      "Register or upgrade the devices before enforcing, or leave their kind out by a device filter."),
  GUESTS(
      "GuestsInCohort",
      Effect.WARNS,
      Effect.WARNS,
      "No guests are covered, whose devices are registered elsewhere.",
      "Set spec.policy.excludeGuests, or leave them out of the groups."),
  LICENCE_UNITS(
      "LicenceUnits",
      Effect.WARNS,
      Effect.WARNS,
      "There are as many licences as users in the cohort.",
      "Assign more licences."),
  OTHER_POLICIES(
      "OtherTokenProtection",
      Effect.WARNS,
      Effect.WARNS,
      "No policy outside the rollouts requires token protection: its blocks look like ours.",
      "Bring the policy under a rollout, or see that it covers other people."),
  COMPANIONS(
      "CompanionPolicies",
      Effect.WARNS,
      Effect.WARNS,
      "Policies block unknown platforms and require a compliant or joined device, without which a"
          + " client gets round token protection by naming another platform. Whom they cover is not"
          + " looked at.",
      "Add them: block unknown or unsupported platforms, require compliant devices."),
  TELEMETRY(
      "TelemetryComplete",
      Effect.WARNS,
      Effect.WARNS,
      "Sign-ins carry binding details and applied policies. Without them the gate never passes.",
      "Grant AuditLog.Read.All and Policy.Read.ConditionalAccess.");

  /** What a result does to enforcement. */
  enum Effect {
    /** Nothing more is enforced. */
    BLOCKS,
    /** It is told, and nothing follows. */
    WARNS
  }

  private final String apiName;
  private final Effect whenFailed;
  private final Effect whenUnknown;
  private final String cause;
  private final String remedy;

  Check(String apiName, Effect whenFailed, Effect whenUnknown, String cause, String remedy) {
    this.apiName = apiName;
    this.whenFailed = whenFailed;
    this.whenUnknown = whenUnknown;
    this.cause = cause;
    this.remedy = remedy;
  }

  /** The name in {@code status.preflight}. */
  public String apiName() {
    return apiName;
  }

  /** Whether nothing more is enforced while it fails. */
  public boolean blocksWhenFailed() {
    return whenFailed == Effect.BLOCKS;
  }

  /** Whether nothing more is enforced while it can't be told. */
  public boolean blocksWhenUnknown() {
    return whenUnknown == Effect.BLOCKS;
  }

  /** What holds when it passes, and why that matters. */
  public String cause() {
    return cause;
  }

  /** What a person can do when it does not hold. */
  public String remedy() {
    return remedy;
  }
}
