package dev.tokenprotection.dev.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final String ERASE = "\r\u001B[K";

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void a_step_is_shown_when_it_begins_and_every_eight_seconds_in_a_log() {
    try (Progress progress = new Progress(new PrintStream(shown), false, nanos::get)) {
      progress.begin("building etcd");
      for (int second = 0; second < 70; second++) {
        pass(1);
        progress.at("%d of 100 packages".formatted(second));
        progress.tick();
      }
      progress.begin("starting the API server");
    }

    assertThat(shown.toString().lines())
        .containsExactly(
            "tpr: building etcd …",
            "tpr: building etcd … 7 of 100 packages (8 s)",
            "tpr: building etcd … 15 of 100 packages (16 s)",
            "tpr: building etcd … 23 of 100 packages (24 s)",
            "tpr: building etcd … 31 of 100 packages (32 s)",
            "tpr: building etcd … 39 of 100 packages (40 s)",
            "tpr: building etcd … 47 of 100 packages (48 s)",
            "tpr: building etcd … 55 of 100 packages (56 s)",
            "tpr: building etcd … 63 of 100 packages (1 min 04 s)",
            "tpr: starting the API server …");
  }

  @Test
  void a_terminal_has_one_line_that_is_rewritten_every_second() {
    try (Progress progress = new Progress(new PrintStream(shown), true, nanos::get)) {
      progress.begin("building etcd");
      pass(1);
      progress.tick();
      progress.at("25 of 100 packages");
      pass(1);
      progress.tick();
      progress.say("a line that stays");
    }

    assertThat(shown)
        .hasToString(
            ERASE
                + "tpr: building etcd …"
                + ERASE
                + "tpr: building etcd … (1 s)"
                + ERASE
                + "tpr: building etcd … 25 of 100 packages (2 s)"
                + ERASE
                + "tpr: a line that stays\n"
                + ERASE);
  }

  @Test
  void a_long_step_leaves_its_duration_on_a_terminal() {
    try (Progress progress = new Progress(new PrintStream(shown), true, nanos::get)) {
      progress.begin("building etcd");
      pass(83);
    }

    assertThat(shown.toString()).endsWith(ERASE + "tpr: building etcd: 1 min 23 s\n");
  }

  @Test
  void nothing_is_shown_between_steps() {
    try (Progress progress = new Progress(new PrintStream(shown), false, nanos::get)) {
      pass(100);
      progress.tick();
    }

    assertThat(shown).hasToString("");
  }

  private void pass(long seconds) {
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }
}
