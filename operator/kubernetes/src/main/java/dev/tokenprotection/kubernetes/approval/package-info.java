/**
 * What people approve, who did, and whether that can be believed: the API server proves who creates
 * a StageApproval, and this package proves that the API server does.
 */
package dev.tokenprotection.kubernetes.approval;
