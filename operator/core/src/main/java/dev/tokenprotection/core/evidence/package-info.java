/**
 * From sign-in log rows to counts of bound and unbound sign-ins.
 *
 * <p>{@code RowClassifier} says what one row means, {@code EvidenceLedger} puts the rows of a
 * sign-in together and counts sign-ins, {@code Evidence} is the result that the gate judges. {@code
 * BlockedSignIns} counts for the breaker. Where rows come from is not known here.
 */
package dev.tokenprotection.core.evidence;
