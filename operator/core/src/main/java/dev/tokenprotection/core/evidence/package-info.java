/** From sign-in log rows to counts of bound and unbound sign-ins. */
package dev.tokenprotection.core.evidence;
