package dev.tokenprotection.entra.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.kiota.HttpMethod;
import com.microsoft.kiota.RequestAdapter;
import com.microsoft.kiota.RequestInformation;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Outcome.Done;
import dev.tokenprotection.core.port.Problem.Effect;
import dev.tokenprotection.entra.credential.BearerToken;
import dev.tokenprotection.entra.credential.TokenSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the requests that the Graph SDK builds, for one application in one tenant. A read is
 * repeated while the call's patience lasts; a write leaves once. Thread-safe; no exception leaves.
 */
public final class GraphCalls {
  private static final Logger LOG = LoggerFactory.getLogger(GraphCalls.class);
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String ASTRAY = "its link to the next page leads astray";
  private static final int READ_ATTEMPTS = 4;
  private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(1);

  private final RequestAdapter sdk;
  private final OkHttpClient http;
  private final TokenSource tokens;
  private final TenantPace pace;
  private final URI graph;
  private final Duration longestWrite;

  /**
   * @param sdk builds requests, with the token that {@code tokens} holds
   * @param graph the only host that requests go to
   * @param longestWrite how long a write may take in all, on the machine's clock
   */
  public GraphCalls(
      RequestAdapter sdk,
      OkHttpClient http,
      TokenSource tokens,
      TenantPace pace,
      URI graph,
      Duration longestWrite) {
    this.sdk = sdk;
    this.http = http;
    this.tokens = tokens;
    this.pace = pace;
    this.graph = graph;
    this.longestWrite = longestWrite;
  }

  /** Reads one object. */
  public <T> Outcome<T> read(
      Operation operation, Supplier<RequestInformation> request, Function<Answer, T> projection) {
    return stream(operation, request, response -> projection.apply(new Answer(json(response))));
  }

  /** Reads all objects of a collection, every page of it. */
  public <T> Outcome<List<T>> readAll(
      Operation operation, Supplier<RequestInformation> first, Function<Answer, T> projection) {
    List<T> items = new ArrayList<>();
    Set<String> followed = new HashSet<>();
    Supplier<RequestInformation> next = first;
    while (true) {
      Outcome<Page<T>> outcome =
          stream(operation, next, response -> Page.of(json(response), projection));
      if (!(outcome instanceof Outcome.Ok<Page<T>>(Page<T> page))) {
        return outcome.map(unreachable -> List.of());
      }
      items.addAll(page.items());
      if (page.nextLink().isEmpty()) {
        return new Outcome.Ok<>(List.copyOf(items));
      }
      String link = page.nextLink().get();
      if (!isOurs(link) || !followed.add(link)) {
        return new Diagnosis(operation, Effect.NONE).unreadable(ASTRAY, "");
      }
      next = () -> following(first.get(), link);
    }
  }

  /** Reads an answer by hand, for those too large to be held. Repeated like any read. */
  public <T> Outcome<T> stream(
      Operation operation, Supplier<RequestInformation> request, AnswerReader<T> reader) {
    Patience patience = pace.patience();
    Function<BearerToken, RequestInformation> same = token -> request.get();
    Outcome<T> outcome = send(operation, same, reader, patience, Effect.NONE);
    for (int attempt = 1; attempt < READ_ATTEMPTS; attempt++) {
      Duration backOff = FIRST_BACK_OFF.multipliedBy(1L << (attempt - 1));
      boolean repeat =
          switch (outcome) {
            case Outcome.Retryable<T> retryable -> patience.spend(backOff);
            case Outcome.Throttled<T> throttled -> patience.spend(throttled.retryAfter());
            case Outcome.Ok<T> ok -> false;
            case Outcome.Conflict<T> conflict -> false;
            case Outcome.Terminal<T> terminal -> false;
          };
      if (!repeat) {
        return outcome;
      }
      outcome = send(operation, same, reader, patience, Effect.NONE);
    }
    return outcome;
  }

  /** Reads an answer by hand, asked for once: the caller knows better what to do when it fails. */
  public <T> Outcome<T> streamOnce(
      Operation operation, Supplier<RequestInformation> request, AnswerReader<T> reader) {
    return send(operation, token -> request.get(), reader, pace.patience(), Effect.NONE);
  }

  /**
   * The service failed: nothing leaves in {@code lane} for a wait that doubles each time.
   *
   * @return the wait
   */
  public Duration backOff(Lane lane) {
    return pace.throttled(lane, Duration.ZERO);
  }

  /** Whether a call would wait for {@code wait} rather than give up at once. */
  public boolean mayWait(Duration wait) {
    return pace.patience().covers(wait);
  }

  /** Writes, once, and reads the answer. */
  public <T> Outcome<T> write(
      Operation operation, Supplier<RequestInformation> request, Function<Answer, T> projection) {
    return writeAs(operation, token -> request.get(), projection);
  }

  /** Writes, once, what depends on who we are, and reads the answer. */
  public <T> Outcome<T> writeAs(
      Operation operation,
      Function<BearerToken, RequestInformation> request,
      Function<Answer, T> projection) {
    return send(
        operation,
        request,
        response -> projection.apply(new Answer(json(response))),
        pace.patience(),
        Effect.UNKNOWN);
  }

  /** Writes, once; the answer has no value. */
  public Outcome<Done> write(Operation operation, Supplier<RequestInformation> request) {
    return send(
        operation, token -> request.get(), response -> Done.DONE, pace.patience(), Effect.UNKNOWN);
  }

  /** Sends once, and once more with another token when the first one was not accepted. */
  private <T> Outcome<T> send(
      Operation operation,
      Function<BearerToken, RequestInformation> request,
      AnswerReader<T> reader,
      Patience patience,
      Effect effect) {
    Attempt<T> attempt = new Attempt<>(operation, request, reader, effect);
    Outcome<T> outcome = attempt.run(patience);
    return attempt.tokenRejected ? attempt.run(patience) : outcome;
  }

  /** Whether a link leads to the host that our token is for. */
  public boolean isOurs(String link) {
    try {
      URI uri = URI.create(link);
      return "https".equalsIgnoreCase(uri.getScheme())
          && graph.getAuthority().equalsIgnoreCase(uri.getAuthority());
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  /** The request for the page at {@code link}, with the headers of the first one. */
  public static RequestInformation following(RequestInformation first, String link) {
    RequestInformation next = new RequestInformation();
    next.httpMethod = HttpMethod.GET;
    next.setUri(URI.create(link));
    next.headers.putAll(first.headers);
    return next;
  }

  private static JsonNode json(Response response) throws IOException {
    JsonNode body = MAPPER.readTree(response.body().byteStream());
    if (body == null || body.isMissingNode()) {
      throw new UnreadableAnswerException("it is empty");
    }
    return body;
  }

  /** One request on its way, perhaps twice: see {@link #send}. */
  private final class Attempt<T> {
    private final Operation operation;
    private final Function<BearerToken, RequestInformation> request;
    private final AnswerReader<T> reader;
    private final Diagnosis diagnosis;
    private final Effect effect;
    private boolean tokenRejected;

    Attempt(
        Operation operation,
        Function<BearerToken, RequestInformation> request,
        AnswerReader<T> reader,
        Effect effect) {
      this.operation = operation;
      this.request = request;
      this.reader = reader;
      this.effect = effect;
      this.diagnosis = new Diagnosis(operation, effect);
    }

    Outcome<T> run(Patience patience) {
      boolean first = !tokenRejected;
      return tokens
          .current()
          .flatMap(
              token -> {
                Duration wait = pace.await(operation.lane(), patience);
                return wait.isZero() ? exchange(token, patience, first) : diagnosis.paced(wait);
              });
    }

    private Outcome<T> exchange(BearerToken token, Patience patience, boolean first) {
      Sending sending = new Sending();
      try {
        Request built = sdk.convertToNativeRequest(request.apply(token));
        Request marked = built.newBuilder().tag(Sending.class, sending).build();
        try (Response response = call(marked, patience).execute()) {
          return response.isSuccessful()
              ? served(response, token)
              : refused(response, token, first);
        }
      } catch (IOException broken) {
        return diagnosis.broken(broken, graph.getHost(), sending.hasBegun() ? effect : Effect.NONE);
      } catch (UnreadableAnswerException unreadable) {
        return diagnosis.unreadable(unreadable.getMessage(), "");
      } catch (RuntimeException defect) {
        LOG.error("Could not {}: the adapter failed", operation.attempted(), defect);
        return diagnosis.unreadable(defect.getClass().getSimpleName(), "");
      }
    }

    /** A write has what the waits before it left of its time, and nothing less than a moment. */
    private Call call(Request marked, Patience patience) throws IOException {
      Call call = http.newCall(marked);
      switch (effect) {
        case NONE -> {}
        case UNKNOWN -> {
          Duration left = longestWrite.minus(patience.elapsedOnMachine());
          if (!left.isPositive()) {
            throw new InterruptedIOException("no time is left");
          }
          call.timeout().timeout(left.toNanos(), TimeUnit.NANOSECONDS);
        }
      }
      return call;
    }

    private Outcome<T> served(Response response, BearerToken token) throws IOException {
      pace.served(operation.lane());
      try {
        return new Outcome.Ok<>(reader.read(response));
      } catch (LimitedAnswerException limited) {
        return diagnosis.limited(limited.getMessage(), requestId(response), roles(token));
      } catch (UnreadableAnswerException unreadable) {
        return diagnosis.unreadable(unreadable.getMessage(), requestId(response));
      } catch (JsonProcessingException notJson) {
        return diagnosis.unreadable("it is no JSON", requestId(response));
      }
    }

    private Outcome<T> refused(Response response, BearerToken token, boolean first) {
      Refusal refusal = Refusal.of(response);
      tokenRejected = refusal.status() == 401 && first;
      switch (refusal.status()) {
        case 401 -> tokens.rejected(token);
        case 403 -> tokens.lackedPermission(token);
        case 429 -> {
          Duration wait = pace.throttled(operation.lane(), refusal.retryAfter());
          LOG.debug("Throttled for {} s: {}", wait.toSeconds(), operation.lane());
        }
        default -> {
          if (refusal.status() < 500) {
            pace.served(operation.lane());
          }
        }
      }
      return diagnosis.refused(refusal, roles(token));
    }

    private static Set<String> roles(BearerToken token) {
      return token.roles().orElse(Set.of());
    }

    private static String requestId(Response response) {
      return response.header("request-id", "");
    }
  }
}
