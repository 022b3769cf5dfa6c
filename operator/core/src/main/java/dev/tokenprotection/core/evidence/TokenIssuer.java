package dev.tokenprotection.core.evidence;

/**
 * Which service answered the request. Source: Microsoft Graph, "signIn resource type",
 * tokenIssuerType; Microsoft Entra, "Microsoft Entra backup authentication system".
 */
public enum TokenIssuer {
  PRIMARY,
  /** tokenIssuerType AzureADBackupAuth: outages and monthly exercises, judged by older policies. */
  BACKUP
}
