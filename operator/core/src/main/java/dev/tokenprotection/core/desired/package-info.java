/**
 * From a spec and a stage to what Entra should hold: two policies and the members of managed
 * groups.
 */
package dev.tokenprotection.core.desired;
