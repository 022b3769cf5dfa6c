package dev.tokenprotection.simulator.scenario;

/**
 * A share, written {@code 15%}.
 *
 * @param share in [0, 1]
 */
record Percent(double share) {
  Percent {
    if (share < 0 || share > 1) {
      throw new IllegalArgumentException("a share goes from 0% to 100%");
    }
  }

  static Percent parse(String text) {
    if (!text.matches("\\d+(\\.\\d+)?%")) {
      throw new IllegalArgumentException("a share is written like 15%, not " + text);
    }
    return new Percent(Double.parseDouble(text.substring(0, text.length() - 1)) / 100);
  }
}
