/**
 * From counts to a verdict on whether the evidence is good enough to move on.
 *
 * <p>The promise: at a true share of bound users of {@code failBelow} or less, the lower bound ever
 * reaches {@code failBelow} with a chance of at most 1 − confidence, however often the gate looks
 * and however often evidence starts anew. What it is not:
 *
 * <ul>
 *   <li>It speaks of users in the order in which they turn up. If those who are unbound sign in far
 *       less often, early evidence flatters; {@code minCoverage} guards against that.
 *   <li>It speaks of {@code failBelow}, not of {@code promoteAtOrAbove}: a cohort whose true share
 *       lies between the two can still pass by luck of its window; soak and active days make that
 *       rare.
 *   <li>It counts users, whatever unit the measured ratio has. So the lower bound, of users, may
 *       exceed a ratio of sign-ins.
 * </ul>
 */
package dev.tokenprotection.core.gate;
