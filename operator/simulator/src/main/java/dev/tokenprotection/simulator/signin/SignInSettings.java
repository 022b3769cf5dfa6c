package dev.tokenprotection.simulator.signin;

import java.time.ZoneId;

/**
 * How sign-ins happen and how the log tells of them.
 *
 * @param zone in which people have their working days
 * @param lateness of the rows
 * @param quirks of the sign-ins
 * @param telemetry what the log has to say
 */
public record SignInSettings(ZoneId zone, Lateness lateness, Quirks quirks, Telemetry telemetry) {}
