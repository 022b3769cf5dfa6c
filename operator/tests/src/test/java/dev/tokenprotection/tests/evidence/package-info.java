/** How the sign-in logs of a simulated tenant are read, through the real adapter. */
package dev.tokenprotection.tests.evidence;
