package dev.tokenprotection.core.gate;

/**
 * A ratio and how sure it is, for display.
 *
 * @param subject what it is about
 * @param unit what the ratio is a ratio of; the bounds count users, whatever this says
 * @param ratio the measured ratio of the window, from 0 to 1; sign-ins that could not be read count
 *     as bad
 * @param lowerBound the true ratio of users is surely at least this, by all evidence
 * @param upperBound the true ratio of users is surely at most this, by the window
 * @param signIns counted sign-ins in the window
 * @param users users with counted sign-ins in the window
 */
public record Measurement(
    Subject subject,
    RatioUnit unit,
    double ratio,
    double lowerBound,
    double upperBound,
    long signIns,
    long users) {}
