package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.api.v1alpha1.HandledToken;
import dev.tokenprotection.core.drift.Corrections;
import dev.tokenprotection.core.model.ShortText;
import dev.tokenprotection.core.stage.Answer;
import dev.tokenprotection.core.stage.Hand;
import dev.tokenprotection.core.stage.Hold;
import dev.tokenprotection.core.stage.Latch;
import dev.tokenprotection.core.stage.Progress;
import dev.tokenprotection.kubernetes.event.EventReason;
import dev.tokenprotection.kubernetes.mapping.HandToken;
import dev.tokenprotection.kubernetes.tenant.TenantRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What people ask for by hand, at the rollout or at its EntraTenant. A stop is asked for by the
 * field as long as it is set, and by an annotation until somebody resumes; a resume counts when it
 * names the stop that is in force.
 */
final class HandsPhase implements Phase {
  static final String FIELD = "spec.emergencyStop";
  static final String EXECUTED = "Executed";
  static final String REFUSED = "Refused";
  private static final String RECORDED = "Recorded";
  private static final int LONGEST_REASON = 512;

  private final Supplier<String> ids;
  private final TenantRegistry tenants;

  /**
   * @param ids gives random ids
   * @param tenants knows what is asked of all rollouts of a tenant
   */
  HandsPhase(Supplier<String> ids, TenantRegistry tenants) {
    this.ids = ids;
    this.tenants = tenants;
  }

  @Override
  public Step run(RolloutScope scope) {
    List<Latch> latches = latches(scope.memory().progress());
    scope.orders(tenants.orders(RolloutWakes.tenantOf(scope.resource())));
    StopOrder.forgetTakenAway(scope);
    putBackAgain(scope);
    boolean byField =
        scope.resource().getSpec() != null
            && Boolean.TRUE.equals(scope.resource().getSpec().emergencyStop());
    Optional<String> resume = newToken(scope, Annotations.RESUME);
    boolean named =
        latches.stream().anyMatch(latch -> resume.filter(latch.id()::equals).isPresent());
    // While the field is set a resume waits: it counts once the field is gone.
    boolean resumes = named && !byField;
    List<Hand> hands = hands(scope);
    if (resumes) {
      hands.add(new Hand.Resume(resume.orElseThrow()));
    } else if (!named) {
      resume.ifPresent(token -> refuse(scope, token));
    }
    scope.hand(Hand.first(hands));
    scope.stops(stops(scope, latches, byField, resumes));
    return Step.GO_ON;
  }

  /** Who asks to reconcile has dealt with whoever changed the policies again and again. */
  private static void putBackAgain(RolloutScope scope) {
    newToken(scope, Annotations.RECONCILE)
        .ifPresent(
            token -> {
              scope.memory().corrections(Corrections.NONE);
              handle(scope, Annotations.RECONCILE, token, EXECUTED, null);
            });
  }

  /**
   * What is asked for beside stops and resuming. Where status was lost nobody knows what was done
   * already: what leads on, or back by a stage, is put on record and not done again.
   */
  private static List<Hand> hands(RolloutScope scope) {
    List<Hand> hands = new ArrayList<>();
    newToken(scope, Annotations.ABORT).ifPresent(token -> hands.add(new Hand.Abort(token)));
    if (scope.resource().getStatus() == null) {
      for (String annotation : List.of(Annotations.ROLLBACK, Annotations.RETRY, Annotations.SKIP)) {
        newToken(scope, annotation).ifPresent(token -> record(scope, annotation, token));
      }
      return hands;
    }
    namedToken(scope, Annotations.ROLLBACK).ifPresent(token -> hands.add(new Hand.Rollback(token)));
    namedToken(scope, Annotations.RETRY).ifPresent(token -> hands.add(new Hand.Retry(token)));
    namedToken(scope, Annotations.SKIP)
        .ifPresent(token -> hands.add(new Hand.Skip(token, reason(scope))));
    return hands;
  }

  /**
   * The token of an action that takes a right of its own; empty for none. One without a text says
   * nobody's name, so it is refused here too, whatever the API server let pass.
   */
  private static Optional<String> namedToken(RolloutScope scope, String annotation) {
    Optional<String> token = newToken(scope, annotation);
    if (token.filter(HandToken::isUnnamed).isPresent()) {
      refuseUnnamed(scope, annotation, token.get());
      return Optional.empty();
    }
    return token;
  }

  private static void refuseUnnamed(RolloutScope scope, String annotation, String token) {
    String sentence =
        "The annotation "
            + Annotations.PREFIX
            + annotation
            + " has no value, so nothing was done; set it to <user name>/<text of your own>.";
    handle(scope, annotation, token, REFUSED, sentence);
    scope.tell(EventReason.HAND_REFUSED, sentence);
  }

  private static String reason(RolloutScope scope) {
    return Optional.ofNullable(scope.resource().getMetadata().getAnnotations())
        .map(all -> all.getOrDefault(Annotations.PREFIX + Annotations.REASON, ""))
        .map(String::strip)
        .orElse("");
  }

  private static void record(RolloutScope scope, String annotation, String token) {
    handle(
        scope,
        annotation,
        token,
        RECORDED,
        "was there before it was known where the rollout is; set another value to act");
  }

  /**
   * Puts on record what the look would have done by hand, and does not do it: where the rollout is
   * had to be found out first, so whoever asked did not know it either. A stop is no such thing.
   */
  static void putOnRecord(RolloutScope scope) {
    switch (scope.hand()) {
      case Hand.None none -> {}
      case Hand.Abort abort -> {}
      case Hand.Resume resume -> {}
      case Hand.Rollback rollback -> leave(scope, Annotations.ROLLBACK, rollback.by());
      case Hand.Retry retry -> leave(scope, Annotations.RETRY, retry.by());
      case Hand.Skip skip -> leave(scope, Annotations.SKIP, skip.by());
    }
  }

  private static void leave(RolloutScope scope, String annotation, String token) {
    record(scope, annotation, token);
    scope.hand(new Hand.None());
  }

  /** Notes what came of the hand of this look, so that it is not looked at again. */
  static void answer(RolloutScope scope, Answer answer) {
    switch (answer) {
      case Answer.NotAsked notAsked -> {}
      case Answer.Waits waits -> {}
      case Answer.Executed executed -> handled(scope, EXECUTED, given(scope.hand()));
      case Answer.Refused(String sentence) -> {
        handled(scope, REFUSED, sentence);
        scope.tell(EventReason.HAND_REFUSED, sentence);
      }
    }
  }

  private static void handled(RolloutScope scope, String outcome, String reason) {
    switch (scope.hand()) {
      case Hand.None none -> throw new IllegalStateException("nothing was asked for");
      case Hand.Abort(String by) -> handle(scope, Annotations.ABORT, by, outcome, reason);
      case Hand.Rollback(String by) -> handle(scope, Annotations.ROLLBACK, by, outcome, reason);
      case Hand.Resume(String latch) -> handle(scope, Annotations.RESUME, latch, outcome, reason);
      case Hand.Retry(String by) -> handle(scope, Annotations.RETRY, by, outcome, reason);
      case Hand.Skip(String by, String given) ->
          handle(scope, Annotations.SKIP, by, outcome, reason);
    }
  }

  private static void handle(
      RolloutScope scope, String annotation, String token, String outcome, String reason) {
    String kept = reason == null ? null : ShortText.of(reason, LONGEST_REASON);
    scope.memory().handle(new HandledToken(annotation, token, scope.now(), outcome, kept));
  }

  /** The reason that a person gave; null for none. */
  private static String given(Hand hand) {
    return hand instanceof Hand.Skip(String by, String reason) ? reason : null;
  }

  private List<Hold.EmergencyStop> stops(
      RolloutScope scope, List<Latch> latches, boolean byField, boolean resumes) {
    List<Hold.EmergencyStop> stops = new ArrayList<>();
    if (byField) {
      stops.add(stop(FIELD, latches));
    }
    for (StopOrder order : StopOrder.presented(scope)) {
      boolean inForce =
          !resumes && latches.stream().anyMatch(latch -> latch.by().equals(order.by()));
      if (inForce || order.isNew(scope)) {
        stops.add(stop(order.by(), latches));
      }
    }
    return stops;
  }

  /** The stop by {@code by}: under the name that it has already, or a new one. */
  private Hold.EmergencyStop stop(String by, List<Latch> latches) {
    return latches.stream()
        .filter(latch -> latch.by().equals(by))
        .findFirst()
        .map(latch -> new Hold.EmergencyStop(latch.id(), by))
        .orElseGet(() -> new Hold.EmergencyStop(ids.get(), by));
  }

  private static void refuse(RolloutScope scope, String token) {
    handle(
        scope,
        Annotations.RESUME,
        token,
        REFUSED,
        "names no stop that is in force; see status.emergency");
  }

  /** The token of an annotation that was not handled before; empty for none. */
  private static Optional<String> newToken(RolloutScope scope, String annotation) {
    return Annotations.token(scope.resource(), annotation)
        .filter(
            token ->
                scope
                    .memory()
                    .handled(annotation)
                    .filter(handled -> handled.token().equals(token))
                    .isEmpty());
  }

  /** The stop in force, at most one. */
  private static List<Latch> latches(Progress progress) {
    return progress instanceof Progress.FellBack(Progress.AtStage from, Latch latch)
        ? List.of(latch)
        : List.of();
  }
}
