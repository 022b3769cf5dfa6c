package dev.tokenprotection.tests.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import dev.tokenprotection.core.evidence.Evidence;
import dev.tokenprotection.kubernetes.evidence.Depth;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/**
 * How often a row of the sign-in logs is read. Prints what the reading of a month costs; figures
 * are in docs/explanation/performance.md.
 */
class RowsReadTest {
  /** A month is measured by {@code -Drows.days=30}. */
  private static final Duration LENGTH = Duration.ofDays(Integer.getInteger("rows.days", 5));

  private static final Duration STAGE = Duration.ofDays(4);
  private static final Duration LOOK = Duration.ofMinutes(5);
  private static final int LOOKS_PER_EVALUATION = 3;

  @Test
  void in_a_rollout_each_row_is_read_once_and_hardly_any_again() {
    try (ReadTenant tenant = ReadTenant.start()) {
      Instant end = ReadTenant.START.plus(LENGTH);
      Instant stageStart = ReadTenant.START;
      tenant.ask(stageStart, Depth.USUAL);
      long written = tenant.written();
      long read = tenant.read();
      long served = tenant.served();
      long readerNanos = readerNanos();
      long processNanos = processNanos();

      Evidence evidence = null;
      for (int look = 0; tenant.now().isBefore(end); look++) {
        tenant.clock.advance(LOOK);
        tenant.blocked();
        if (look % LOOKS_PER_EVALUATION == 0) {
          evidence = tenant.ask(stageStart, Depth.USUAL);
        }
        if (tenant.now().isAfter(stageStart.plus(STAGE))) {
          evidence = tenant.ask(stageStart, Depth.DEEP);
          stageStart = tenant.now();
        }
      }

      written = tenant.written() - written;
      read = tenant.read() - read;
      served = tenant.served() - served;
      readerNanos = readerNanos() - readerNanos;
      processNanos = processNanos() - processNanos;
      System.out.printf(
          "%,d rows written, %,d served, %,d read: %.2f; lag %s; %,d requests;"
              + " CPU for 1,000 rows read: %.1f ms reader, %.1f ms all else%n%s%n",
          written,
          served,
          read,
          (double) read / written,
          tenant.lag(),
          tenant.simulator.requests().all().size(),
          readerNanos / 1e3 / read,
          (processNanos - readerNanos) / 1e3 / read,
          evidence.all().total());
      assertThat((double) served / written).isLessThanOrEqualTo(1.3);
    }
  }

  private static long readerNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static long processNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
