package dev.tokenprotection.core.evidence;

import java.time.Instant;

/**
 * What the sign-in log says about a stage up to a moment. Immutable; the same sign-ins give equal
 * evidence, whatever order their rows came in.
 *
 * @param metric which sign-ins were counted as good
 * @param start the first moment that counts
 * @param windowStart where the window begins
 * @param end the last moment that counts
 * @param newestRow the newest row that was read of anybody; {@link Instant#MIN} when none was
 * @param all the counts from the start
 * @param window the counts from the window's start
 * @param coverage how much of the cohort was seen since the start
 * @param blockedUsers users who would be, or are, locked out: since the start no good sign-in after
 *     their last bad one, or in the window a sign-in with a client that lacks the broker
 */
public record Evidence(
    Metric metric,
    Instant start,
    Instant windowStart,
    Instant end,
    Instant newestRow,
    Tally all,
    Tally window,
    Coverage coverage,
    long blockedUsers) {}
