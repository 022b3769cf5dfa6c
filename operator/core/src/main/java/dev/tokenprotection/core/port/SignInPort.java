package dev.tokenprotection.core.port;

import dev.tokenprotection.core.evidence.RowSelection;
import dev.tokenprotection.core.evidence.SignInChannel;
import dev.tokenprotection.core.evidence.SignInRow;
import java.time.Instant;
import java.util.function.Consumer;

/** The sign-in log of a tenant. */
public interface SignInPort {
  /**
   * Reads the rows created in {@code [from, to)}, in no particular order and perhaps some twice,
   * page by page.
   *
   * @param selection which of them; a source that does not know how to choose may refuse a narrow
   *     one
   * @param rows takes each row as it is parsed; rows given before a failure stay given
   * @return how many rows were given, or the failure that ended the reading
   */
  Outcome<Long> read(
      SignInChannel channel,
      Instant from,
      Instant to,
      RowSelection selection,
      Consumer<SignInRow> rows);
}
