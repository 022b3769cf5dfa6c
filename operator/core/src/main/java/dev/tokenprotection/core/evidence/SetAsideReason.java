package dev.tokenprotection.core.evidence;

/** Why a row or a sign-in is shown but not counted. */
public enum SetAsideReason {
  /** The backup authentication service answered. */
  BACKUP_AUTHENTICATION,
  /** The row has no user id. */
  NO_USER,
  /** A guest, while the rollout excludes guests. */
  GUEST,
  /** Another policy blocked the request while ours succeeded. */
  BLOCKED_ELSEWHERE
}
