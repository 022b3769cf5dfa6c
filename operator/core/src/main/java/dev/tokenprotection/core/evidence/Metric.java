package dev.tokenprotection.core.evidence;

/**
 * Which sign-ins count as good. Source: Microsoft Entra, "Token Protection deployment guide",
 * metrics PctAllowed and PctEnforceable.
 */
public enum Metric {
  /** Only bound ones. */
  ALLOWED,
  /** Bound ones and those that users mend themselves once the policy is enforced. */
  ENFORCEABLE
}
