package dev.tokenprotection.entra.signin;

import com.microsoft.kiota.RequestInformation;
import dev.tokenprotection.core.evidence.SignInChannel;
import dev.tokenprotection.core.evidence.SignInRow;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.entra.call.GraphCalls;
import dev.tokenprotection.entra.call.Operation;
import dev.tokenprotection.entra.call.UnreadableAnswerException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Reads the pages of one slice. */
final class SliceReading {
  private final GraphCalls calls;
  private final Operation operation;
  private final SignInPageReader pageReader;
  private final Slice slice;
  private final Consumer<SignInRow> rows;
  private final Set<String> followed = new HashSet<>();
  private int pages;

  SliceReading(
      GraphCalls calls,
      Operation operation,
      SignInChannel channel,
      Slice slice,
      Consumer<SignInRow> rows) {
    this.calls = calls;
    this.operation = operation;
    this.pageReader = new SignInPageReader(channel);
    this.slice = slice;
    this.rows = rows;
  }

  /** Whether a page was read already when the reading ended. */
  boolean isBeyondFirstPage() {
    return pages > 0;
  }

  /**
   * Reads page after page, each one asked for once.
   *
   * @return how many there were
   */
  Outcome<Integer> readAll(Supplier<RequestInformation> first) {
    Supplier<RequestInformation> next = first;
    while (true) {
      Outcome<Optional<String>> page =
          calls.streamOnce(
              operation,
              next,
              response -> pageReader.read(response.body().byteStream(), this::giveIfInside));
      if (!(page instanceof Outcome.Ok<Optional<String>>(Optional<String> link))) {
        return page.map(unreachable -> pages);
      }
      pages++;
      if (link.isEmpty()) {
        return new Outcome.Ok<>(pages);
      }
      next = () -> following(first.get(), link.get());
    }
  }

  private RequestInformation following(RequestInformation first, String link) {
    if (!calls.isOurs(link) || !followed.add(link)) {
      throw new UnreadableAnswerException("its link to the next page leads astray");
    }
    return GraphCalls.following(first, link);
  }

  private void giveIfInside(SignInRow row) {
    if (slice.contains(row.createdDateTime())) {
      rows.accept(row);
    }
  }
}
