package dev.tokenprotection.entra.signin;

import com.microsoft.graph.serviceclient.GraphServiceClient;
import com.microsoft.kiota.RequestInformation;
import dev.tokenprotection.core.evidence.RowSelection;
import dev.tokenprotection.core.evidence.SignInChannel;
import dev.tokenprotection.core.evidence.SignInRow;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Problem.Cause;
import dev.tokenprotection.core.port.SignInPort;
import dev.tokenprotection.core.port.Time;
import dev.tokenprotection.entra.call.GraphCalls;
import dev.tokenprotection.entra.call.Lane;
import dev.tokenprotection.entra.call.Operation;
import dev.tokenprotection.entra.call.Operation.Target;
import dev.tokenprotection.entra.call.Permissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sign-in log of a tenant, through the beta endpoint of Microsoft Graph: only there a row tells
 * about its token. Long runs stall and links to next pages go bad, so the log is read in slices of
 * time, each one anew from its start when it fails.
 */
public final class GraphSignIns implements SignInPort {
  private static final Logger LOG = LoggerFactory.getLogger(GraphSignIns.class);

  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration FIRST = Duration.ofHours(6);
  private static final Duration LONGEST = Duration.ofDays(1);

  /**
   * A slice with more pages than this is too long, with fewer than {@link #FEW_PAGES} too short.
   */
  private static final int MANY_PAGES = 20;

  private static final int FEW_PAGES = 4;
  private static final int RESTARTS_IN_A_ROW = 6;

  /**
   * How long rows are kept, with and without a premium licence; asking for older ones is an error.
   * Source: Microsoft Entra, "Microsoft Entra data retention", section "How long does Microsoft
   * Entra ID store the data?".
   */
  private static final List<Duration> RETENTIONS = List.of(Duration.ofDays(30), Duration.ofDays(7));

  private static final Duration RETENTION_MARGIN = Duration.ofHours(1);

  private final GraphServiceClient sdk;
  private final GraphCalls calls;
  private final Time time;

  /**
   * @param sdk builds requests to the beta endpoint
   */
  public GraphSignIns(GraphServiceClient sdk, GraphCalls calls, Time time) {
    this.sdk = sdk;
    this.calls = calls;
    this.time = time;
  }

  @Override
  public Outcome<Long> read(
      SignInChannel channel,
      Instant from,
      Instant to,
      RowSelection selection,
      Consumer<SignInRow> rows) {
    return new Reading(channel, to, selection, rows).from(from);
  }

  private static Operation operation(SignInChannel channel) {
    String log =
        switch (channel) {
          case INTERACTIVE -> "interactive";
          case NON_INTERACTIVE -> "non-interactive";
        };
    return new Operation(
        "read the log of " + log + " sign-ins",
        Target.OTHER,
        Lane.SIGN_INS,
        Permissions.READ_SIGN_INS);
  }

  private static String eventType(SignInChannel channel) {
    return switch (channel) {
      case INTERACTIVE -> "interactiveUser";
      case NON_INTERACTIVE -> "nonInteractiveUser";
    };
  }

  /** One reading of one log, by one thread. */
  private final class Reading {
    private final SignInChannel channel;
    private final Instant to;
    private final RowSelection selection;
    private final Consumer<SignInRow> rows;
    private Duration length = FIRST;
    private int restarts;
    private long given;

    Reading(SignInChannel channel, Instant to, RowSelection selection, Consumer<SignInRow> rows) {
      this.channel = channel;
      this.to = to;
      this.selection = selection;
      this.rows = rows;
    }

    Outcome<Long> from(Instant start) {
      Instant next = start;
      while (next.isBefore(to)) {
        Slice slice = Slice.startingAt(next, length, to);
        SliceReading reading =
            new SliceReading(calls, operation(channel), channel, slice, this::give);
        Outcome<Integer> pages = reading.readAll(() -> firstPage(slice));
        if (pages instanceof Outcome.Ok<Integer>(Integer count)) {
          restarts = 0;
          lengthenOrShorten(count);
          next = slice.to();
        } else if (mayGoBetterShorter(pages, reading)) {
          restarts++;
          shorten();
        } else if (mayBeTooOld(pages, reading, next)) {
          LOG.info("Sign-ins before {} are not kept by the tenant", oldestKept(next));
          next = oldestKept(next);
        } else {
          return pages.map(Integer::longValue);
        }
      }
      return new Outcome.Ok<>(given);
    }

    private void give(SignInRow row) {
      given++;
      rows.accept(row);
    }

    private RequestInformation firstPage(Slice slice) {
      return sdk.auditLogs()
          .signIns()
          .toGetRequestInformation(
              request -> {
                request.queryParameters.filter = slice.filter(eventType(channel), selection);
                request.queryParameters.select = SignInRowReader.MEMBERS;
                request.queryParameters.top = 1000;
                request.headers.add("Prefer", "include-unknown-enum-members");
              });
    }

    private void lengthenOrShorten(int pages) {
      if (pages > MANY_PAGES) {
        shorten();
      } else if (pages < FEW_PAGES && length.compareTo(LONGEST) < 0) {
        length = length.multipliedBy(2);
      }
    }

    private void shorten() {
      Duration half = length.dividedBy(2);
      length = half.compareTo(SHORTEST) < 0 ? SHORTEST : half;
    }

    private boolean mayGoBetterShorter(Outcome<Integer> outcome, SliceReading reading) {
      if (restarts >= RESTARTS_IN_A_ROW) {
        return false;
      }
      return switch (outcome) {
        case Outcome.Retryable<Integer> retryable -> calls.mayWait(calls.backOff(Lane.SIGN_INS));
        case Outcome.Throttled<Integer> throttled -> calls.mayWait(throttled.retryAfter());
        case Outcome.Terminal<Integer> terminal ->
            terminal.problem().cause() == Cause.REFUSED && reading.isBeyondFirstPage();
        case Outcome.Conflict<Integer> conflict -> reading.isBeyondFirstPage();
        case Outcome.Ok<Integer> ok -> false;
      };
    }

    private boolean mayBeTooOld(Outcome<Integer> outcome, SliceReading reading, Instant start) {
      return !reading.isBeyondFirstPage()
          && outcome instanceof Outcome.Terminal<Integer> terminal
          && terminal.problem().cause() == Cause.REFUSED
          && oldestKept(start).isAfter(start);
    }

    /**
     * The start of the longest retention that {@code start} is before; itself when there is none.
     */
    private Instant oldestKept(Instant start) {
      for (Duration retention : RETENTIONS) {
        Instant oldest = time.now().minus(retention).plus(RETENTION_MARGIN);
        if (start.isBefore(oldest)) {
          return oldest;
        }
      }
      return start;
    }
  }
}
