/**
 * What the schema of the resources can't know: fields whose behaviour this version does not have,
 * values that only contradict each other once defaults are filled in. Pure, so that the operator
 * and the command line judge alike.
 */
package dev.tokenprotection.kubernetes.validation;
