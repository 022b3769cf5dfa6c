package dev.tokenprotection.dev.testbed;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What a person sees of work that takes time: the step under way, how far it is and for how long it
 * has been going on.
 *
 * <p>On a terminal one line is rewritten every second; elsewhere, as in the log of a build server,
 * a step prints a line when it begins and every eight seconds while it lasts. Steps follow each
 * other: the next one ends the one before. Any thread may call.
 */
public final class Progress implements AutoCloseable {
  private static final Duration REWRITTEN_EVERY = Duration.ofSeconds(1);
  private static final Duration REPEATED_EVERY = Duration.ofSeconds(8);

  /** Steps that end sooner leave nothing on a terminal. */
  private static final Duration WORTH_KEEPING = Duration.ofSeconds(3);

  private static final String ERASE_LINE = "\r\u001B[K";

  private final PrintStream out;
  private final boolean terminal;
  private final LongSupplier nanoTime;
  private final ScheduledExecutorService ticker;

  private String step = "";
  private String detail = "";
  private long begun;
  private long shown;

  /**
   * Progress whose passing of time is reported by {@link #tick}.
   *
   * @param terminal whether lines can be rewritten
   * @param nanoTime a clock as {@link System#nanoTime}
   */
  Progress(PrintStream out, boolean terminal, LongSupplier nanoTime) {
    this.out = out;
    this.terminal = terminal;
    this.nanoTime = nanoTime;
    this.ticker =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("progress").factory());
  }

  /**
   * Progress on standard error, until it is closed. The script {@code tpr} says by the system
   * property {@code tpr.terminal} whether that is a terminal.
   */
  public static Progress onStandardError() {
    Progress progress =
        new Progress(System.err, Boolean.getBoolean("tpr.terminal"), System::nanoTime);
    long seconds = REWRITTEN_EVERY.toSeconds();
    progress.ticker.scheduleWithFixedDelay(progress::tick, seconds, seconds, TimeUnit.SECONDS);
    return progress;
  }

  /** A step begins; the one before has ended. */
  public synchronized void begin(String what) {
    end();
    step = what;
    begun = nanoTime.getAsLong();
    show("");
  }

  /** How far the step under way is, as {@code 34 of 98 MB}. */
  public synchronized void at(String howFar) {
    detail = howFar;
  }

  /** A line that stays. */
  public synchronized void say(String line) {
    out.print((terminal ? ERASE_LINE : "") + "tpr: " + line + "\n");
    out.flush();
  }

  /** Shows how long the step has been going on, when that is due. */
  synchronized void tick() {
    Duration interval = terminal ? REWRITTEN_EVERY : REPEATED_EVERY;
    if (!step.isEmpty() && nanoTime.getAsLong() - shown >= interval.toNanos()) {
      show(detail);
    }
  }

  @Override
  public synchronized void close() {
    end();
    ticker.shutdown();
  }

  /** The step has ended, and none follows yet. */
  public synchronized void end() {
    if (terminal && !step.isEmpty()) {
      boolean keep = elapsed().compareTo(WORTH_KEEPING) >= 0;
      out.print(ERASE_LINE + (keep ? "tpr: %s: %s%n".formatted(step, text(elapsed())) : ""));
      out.flush();
    }
    step = "";
    detail = "";
  }

  private void show(String howFar) {
    shown = nanoTime.getAsLong();
    Duration elapsed = elapsed();
    String line =
        "tpr: "
            + step
            + " …"
            + (howFar.isEmpty() ? "" : " " + howFar)
            + (elapsed.isZero() ? "" : " (" + text(elapsed) + ")");
    out.print(terminal ? ERASE_LINE + line : line + "\n");
    out.flush();
  }

  private Duration elapsed() {
    return Duration.ofSeconds(TimeUnit.NANOSECONDS.toSeconds(nanoTime.getAsLong() - begun));
  }

  private static String text(Duration elapsed) {
    return elapsed.toMinutes() == 0
        ? elapsed.toSeconds() + " s"
        : String.format(Locale.ROOT, "%d min %02d s", elapsed.toMinutes(), elapsed.toSecondsPart());
  }
}
