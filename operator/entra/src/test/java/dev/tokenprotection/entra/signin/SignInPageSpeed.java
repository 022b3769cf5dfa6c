package dev.tokenprotection.entra.signin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.core.evidence.SignInChannel;
import dev.tokenprotection.entra.TestSignIns;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How many rows one core reads in a second of its time. Run by hand; no test, since machines
 * differ.
 */
final class SignInPageSpeed {
  private static final int ROWS = 1000;
  private static final int ROUNDS = 12;
  private static final int PAGES_A_ROUND = 200;

  private SignInPageSpeed() {}

  public static void main(String[] args) throws IOException {
    byte[] page = page();
    long[] given = {0};
    for (int round = 0; round < ROUNDS; round++) {
      long started = cpuNanos();
      for (int i = 0; i < PAGES_A_ROUND; i++) {
        new SignInPageReader(SignInChannel.INTERACTIVE)
            .read(new ByteArrayInputStream(page), row -> given[0] += row.audiences().size());
      }
      double seconds = (cpuNanos() - started) / 1e9;
      System.out.printf(
          "%,.0f rows/s, %.0f MB/s (%d bytes a row)%n",
          PAGES_A_ROUND * ROWS / seconds,
          PAGES_A_ROUND * (double) page.length / seconds / 1e6,
          page.length / ROWS);
    }
  }

  /** Of this thread, so that what else the machine does is left out. */
  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** A page as {@code $select} leaves it. */
  private static byte[] page() {
    Instant at = Instant.parse("2026-11-02T08:30:00Z");
    List<ObjectNode> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      ObjectNode row = TestSignIns.interactive(i, at.plusMillis(i));
      row.retain(SignInRowReader.MEMBERS);
      rows.add(i % 20 == 0 ? TestSignIns.unbound(row, 1008) : row);
    }
    return ("{\"value\":" + rows + "}").getBytes(StandardCharsets.UTF_8);
  }
}
