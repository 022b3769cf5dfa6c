package dev.tokenprotection.simulator.population;

import java.time.LocalTime;

/**
 * When and how often people sign in.
 *
 * @param signInsPerDay on an ordinary working day, on average over the people
 * @param opens start of the working day, in the tenant's time zone
 * @param closes end of it, after {@code opens}
 * @param attendance the share of working days on which somebody is at work, in [0, 1]
 * @param weekendShare the same for a day of the weekend
 */
public record Habits(
    double signInsPerDay,
    LocalTime opens,
    LocalTime closes,
    double attendance,
    double weekendShare) {
  public Habits {
    if (signInsPerDay < 0 || signInsPerDay > 1000) {
      throw new IllegalArgumentException("signInsPerDay must be from 0 to 1000");
    }
    if (!opens.isBefore(closes)) {
      throw new IllegalArgumentException("the working day must open before it closes");
    }
    if (attendance < 0 || attendance > 1 || weekendShare < 0 || weekendShare > 1) {
      throw new IllegalArgumentException("attendance and weekend are shares from 0% to 100%");
    }
  }
}
