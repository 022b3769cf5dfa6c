package dev.tokenprotection.core.world;

import dev.tokenprotection.core.stage.Hand;
import dev.tokenprotection.core.stage.Hold;
import dev.tokenprotection.core.stage.Latch;
import dev.tokenprotection.core.stage.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What people ask for by annotations and fields. After lost status what is still there was asked
 * for long ago, and is only recorded, apart from what stops.
 *
 * @param hand what is answered in this look
 * @param annotation where it was asked for; empty for none
 * @param stops the emergency stops that are asked for
 * @param handled the handled tokens, those that are only recorded too
 */
record Asked(Hand hand, String annotation, List<Hold> stops, Map<String, String> handled) {
  private static final String FIELD = "spec.emergencyStop";
  private static final Set<String> STOPPING = Set.of(Spec.ABORT, Spec.STOP);

  static Asked of(Cluster.Snapshot read, Set<Circumstance> circumstances, Supplier<String> ids) {
    Spec spec = read.spec();
    Status status = read.status();
    Map<String, String> handled = new TreeMap<>(status.handled());
    if (!spec.annotations().containsKey(Spec.STOP)) {
      handled.remove(Spec.STOP);
    }
    if (status.equals(Status.ABSENT)) {
      spec.annotations()
          .forEach(
              (annotation, token) -> {
                if (!STOPPING.contains(annotation)) {
                  handled.put(annotation, token);
                }
              });
    }
    Optional<Latch> latch =
        status.progress() instanceof Progress.FellBack(var _, Latch inForce)
            ? Optional.of(inForce)
            : Optional.empty();
    boolean byField = circumstances.contains(Circumstance.STOP_FIELD);
    Map<String, Hand> hands = newHands(spec, handled);
    if (byField) {
      hands.remove(Spec.RESUME);
    }
    Hand hand = Hand.first(hands.values());
    String annotation =
        hands.entrySet().stream()
            .filter(entry -> entry.getValue().equals(hand))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse("");
    boolean resumes =
        hand instanceof Hand.Resume(String named)
            && latch.filter(inForce -> inForce.id().equals(named)).isPresent();
    List<Hold> stops = new ArrayList<>();
    if (byField) {
      stops.add(stop(FIELD, latch, ids));
    }
    String token = spec.annotations().getOrDefault(Spec.STOP, "");
    boolean isNew = !token.isEmpty() && !token.equals(handled.get(Spec.STOP));
    boolean inForce = !resumes && latch.filter(l -> l.by().equals(token)).isPresent();
    if (isNew || inForce) {
      stops.add(stop(token, latch, ids));
    }
    return new Asked(hand, annotation, stops, handled);
  }

  private static Map<String, Hand> newHands(Spec spec, Map<String, String> handled) {
    Map<String, Hand> hands = new TreeMap<>();
    spec.annotations()
        .forEach(
            (annotation, token) -> {
              if (!token.equals(handled.get(annotation))) {
                hand(annotation, token, spec).ifPresent(hand -> hands.put(annotation, hand));
              }
            });
    return hands;
  }

  private static Optional<Hand> hand(String annotation, String token, Spec spec) {
    return switch (annotation) {
      case Spec.ABORT -> Optional.of(new Hand.Abort(token));
      case Spec.ROLLBACK -> Optional.of(new Hand.Rollback(token));
      case Spec.RETRY -> Optional.of(new Hand.Retry(token));
      case Spec.RESUME -> Optional.of(new Hand.Resume(token));
      case Spec.SKIP ->
          Optional.of(new Hand.Skip(token, spec.annotations().getOrDefault(Spec.REASON, "")));
      default -> Optional.empty();
    };
  }

  /** Under the name that it has already, or a new one. */
  private static Hold stop(String by, Optional<Latch> latch, Supplier<String> ids) {
    return latch
        .filter(inForce -> inForce.by().equals(by))
        .map(inForce -> new Hold.EmergencyStop(inForce.id(), by))
        .orElseGet(() -> new Hold.EmergencyStop(ids.get(), by));
  }
}
