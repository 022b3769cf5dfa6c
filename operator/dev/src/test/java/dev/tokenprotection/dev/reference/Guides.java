package dev.tokenprotection.dev.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which page helps with which reason; links are relative to docs/reference. */
final class Guides {
  private static final Map<String, List<String>> PAGES = new LinkedHashMap<>();

  static {
    put("on-call.md", "EmergencyStop", "EmergencyStopped", "Stopped", "BreakerTripped");
    put("stop.md#resume", "EmergencyStop", "EmergencyStopped", "Stopped", "BreakerTripped");
    put("stop.md#resume", "Aborted", "BreakGlassAffected", "ReportOnly");
    put("stop.md", "Paused", "TenantFrozen");
    put("portal-only.md#stop-everything", "WriteFailed");
    put("manual-actions.md#a-gate-has-failed", "GateFailed");
    put("../reference/binding-codes.md", "GateFailed");
    put("list-affected-users.md", "GateFailed", "BreakerTripped");
    put("troubleshoot.md#the-rollout-does-not-move", "GateInconclusive", "GateHolds");
    put("troubleshoot.md#the-rollout-does-not-move", "ProgressDeadlineExceeded", "GateNotPassed");
    put("manual-actions.md", "HandRefused", "Retried", "RolledBack", "Skipped");
    put("manual-actions.md#promote-in-office-hours-only", "WindowClosed", "WindowNeverOpens");
    put("approve.md#approve", "Approval", "ApprovalRequested", "RequestNotOpen");
    put(
        "approve.md#when-no-approval-counts",
        "ApprovalsUntrusted",
        "ApprovalsForgeable",
        "ApprovalsUnproved");
    put("check-before-enforcing.md", "PreflightFailed", "SecurityDefaultsEnabled");
    put("check-before-enforcing.md", "ServicePrincipalMissing", "LicenceMissing");
    put(
        "check-before-enforcing.md#emergency-access-accounts-and-what-if",
        "BreakGlassAffected",
        "BreakGlassNotExcluded");
    put(
        "connect-a-tenant.md#3-name-the-emergency-access-accounts",
        "BreakGlassUnverified",
        "BreakGlassShrinks");
    put("connect-a-tenant.md#permissions", "PermissionMissing", "AppliedPoliciesMissing");
    put("connect-a-tenant.md#2-choose-a-credential", "SecretExpired", "SecretInvalid");
    put("connect-a-tenant.md#2-choose-a-credential", "SecretNotFound", "SecretKeyMissing");
    put(
        "connect-a-tenant.md#2-choose-a-credential",
        "CredentialUnusable",
        "FederationMismatch",
        "ServiceAccountTokenDenied");
    put("connect-a-tenant.md", "TenantFailed", "ApplicationUnknown", "TenantUnknown");
    put("choose-members.md", "GroupsUnresolved", "GroupNotFound", "GroupAmbiguous");
    put("choose-members.md", "UserNotFound", "GroupNameTaken", "GroupProtected");
    put("choose-members.md#samples", "SampleEmpty");
    put("adopt.md", "AdoptionAmbiguous", "AdoptionNotFound", "AdoptionOwned", "Adopting");
    put("adopt.md#what-is-refused", "AdoptionDisagrees", "AdoptionLowersProtection");
    put("adopt.md#what-is-refused", "AdoptionWidensEnforcement", "AdoptionForeignControls");
    put("recover.md#the-cluster-is-lost", "StatusLost", "StatusRecovered");
    put("recover.md#the-policies-belong-to-another-installation", "OwnedElsewhere", "TakenOver");
    put(
        "recover.md#stages-were-changed-after-they-had-been-reached",
        "StagesChanged",
        "StagesAccepted");
    put("delete.md#a-deletion-that-waits", "DeletionWaits", "FinalizerRefused");
    put("delete.md#an-entratenant", "RolloutsRefer");
    put("delete.md", "Orphaned", "ProtectionEnded");
    put("plan.md", "ObserveOnly", "Planned");
  }

  private Guides() {}

  private static void put(String page, String... reasons) {
    Arrays.stream(reasons)
        .forEach(reason -> PAGES.computeIfAbsent(reason, any -> new ArrayList<>()).add(page));
  }

  /** The links behind the remedy of {@code reason}; empty when no page is about it. */
  static String links(String reason) {
    return PAGES.getOrDefault(reason, List.of()).stream()
        .map(page -> "[" + title(page) + "](" + path(page) + ")")
        .collect(Collectors.joining(", ", " See ", "."))
        .replace(" See .", "");
  }

  /** The reasons that have pages. */
  static Collection<String> reasons() {
    return PAGES.keySet();
  }

  /** All pages, relative to docs/reference, with their anchors. */
  static List<String> paths() {
    return PAGES.values().stream().flatMap(List::stream).map(Guides::path).distinct().toList();
  }

  private static String path(String page) {
    return page.startsWith("../reference/")
        ? page.substring("../reference/".length())
        : "../how-to/" + page;
  }

  /** The words of the address: pages and headings are named so. */
  private static String title(String page) {
    String name = page.contains("#") ? page.substring(page.indexOf('#') + 1) : page;
    String words =
        name.replaceAll("^.*/", "").replace(".md", "").replaceAll("^[0-9]+-", "").replace('-', ' ');
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
