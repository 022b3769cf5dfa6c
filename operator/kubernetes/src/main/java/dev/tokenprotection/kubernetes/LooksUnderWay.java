package dev.tokenprotection.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The looks at resources that have begun and not ended. The framework begins no look at a resource
 * while another one at it is under way, so a look that hangs stops its rollout silently, the
 * breaker included, and only a restart of the process helps. Thread-safe.
 */
public final class LooksUnderWay {
  private static final Logger LOG = LoggerFactory.getLogger(LooksUnderWay.class);

  /**
   * Longer than any look that will still end. Every request has a limit of its own, 90 s to Entra
   * and some minutes to the API server with its repetitions; one that meets it fails, which as a
   * rule ends the look. So a long look is one of many requests that succeed, and only the members
   * of groups are many: a million memberships are a thousand pages, and an hour leaves more than
   * three seconds for each.
   */
  static final Duration LONGEST = Duration.ofHours(1);

  private final LongSupplier nanos;
  private final Set<Look> looks = ConcurrentHashMap.newKeySet();

  /**
   * @param nanos the machine's monotonic clock, such as {@link System#nanoTime()}
   */
  public LooksUnderWay(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** One look. Not a record: two looks are never the same. */
  private static final class Look {
    private final String resource;
    private final long begunNanos;
    private final AtomicBoolean logged = new AtomicBoolean();

    private Look(String resource, long begunNanos) {
      this.resource = resource;
      this.begunNanos = begunNanos;
    }
  }

  /** Takes a look at {@code resource}, which is under way until it returns or throws. */
  public <T> T during(HasMetadata resource, Supplier<T> taking) {
    Look look = new Look(named(resource), nanos.getAsLong());
    looks.add(look);
    try {
      return taking.get();
    } finally {
      looks.remove(look);
    }
  }

  /** What hangs, one sentence for each look; the log is told of each once. */
  List<String> hanging() {
    long now = nanos.getAsLong();
    return looks.stream()
        .filter(look -> age(look, now).compareTo(LONGEST) > 0)
        .map(look -> told(look, now))
        .sorted()
        .toList();
  }

  private static String told(Look look, long now) {
    String sentence =
        "The look at %s has been under way for %d minutes and hangs; only a restart helps."
            .formatted(look.resource, age(look, now).toMinutes());
    if (look.logged.compareAndSet(false, true)) {
      LOG.error(sentence);
    }
    return sentence;
  }

  private static Duration age(Look look, long now) {
    return Duration.ofNanos(now - look.begunNanos);
  }

  private static String named(HasMetadata resource) {
    return "the %s %s/%s"
        .formatted(
            resource.getKind(),
            resource.getMetadata().getNamespace(),
            resource.getMetadata().getName());
  }
}
