package dev.tokenprotection.simulator.scenario;

import java.time.LocalTime;

/**
 * Written {@code 08:00-18:00}.
 *
 * @param opens start of the working day
 * @param closes end of it
 */
record WorkingHours(LocalTime opens, LocalTime closes) {
  static WorkingHours parse(String text) {
    if (!text.matches("\\d\\d:\\d\\d-\\d\\d:\\d\\d")) {
      throw new IllegalArgumentException("working hours are written like 08:00-18:00, not " + text);
    }
    return new WorkingHours(
        LocalTime.parse(text.substring(0, 5)), LocalTime.parse(text.substring(6)));
  }
}
