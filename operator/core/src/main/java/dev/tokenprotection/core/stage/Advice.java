package dev.tokenprotection.core.stage;

/**
 * What a person should know of something that holds a rollout.
 *
 * @param until when it goes on, after "goes on": {@code once spec.paused is false}
 * @param remedy what a person can do, a clause without a full stop
 */
public record Advice(String until, String remedy) {
  public Advice {
    if (until.isBlank() || remedy.isBlank()) {
      throw new IllegalArgumentException("whoever waits is told until when and what to do");
    }
  }
}
