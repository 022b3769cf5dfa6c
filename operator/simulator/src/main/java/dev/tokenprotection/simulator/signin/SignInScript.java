package dev.tokenprotection.simulator.signin;

import dev.tokenprotection.simulator.population.Binding;
import dev.tokenprotection.simulator.population.Client.Broker;
import dev.tokenprotection.simulator.population.EndUserDevice;
import dev.tokenprotection.simulator.population.PersonKind;
import dev.tokenprotection.simulator.population.Resource;
import dev.tokenprotection.simulator.population.Seed;
import dev.tokenprotection.simulator.population.TokenRequest;
import dev.tokenprotection.simulator.signin.Attempt.Planned;
import dev.tokenprotection.simulator.signin.Attempt.Reauthentication;
import dev.tokenprotection.simulator.signin.Attempt.Retry;
import dev.tokenprotection.simulator.signin.Attempt.WayRound;
import dev.tokenprotection.simulator.signin.Step.Decided;
import dev.tokenprotection.simulator.signin.Step.End;
import dev.tokenprotection.simulator.signin.Step.FirstFactorFailed;
import dev.tokenprotection.simulator.signin.Step.Interrupted;
import dev.tokenprotection.simulator.signin.policy.SessionFacts.Presence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The requests that one sign-in consists of, as they would come if nobody blocked it: a sign-in is
 * several requests, and token protection wants all of them bound (Entra, "Token Protection in
 * Microsoft Entra Conditional Access").
 */
final class SignInScript {
  private static final Span BETWEEN_REQUESTS =
      new Span(Duration.ofMillis(200), Duration.ofSeconds(4));
  private static final Span AT_A_PROMPT = Span.seconds(5, 60);
  private static final double FURTHER_REQUEST = 0.6;
  private static final double BROWSER_INTERACTIVE = 0.6;
  private static final List<ErrorCode> PROMPTS =
      List.of(
          ErrorCode.STRONG_AUTHENTICATION_REQUIRED,
          ErrorCode.MULTI_FACTOR_REQUIRED,
          ErrorCode.DEVICE_AUTHENTICATION_REQUIRED,
          ErrorCode.KEEP_ME_SIGNED_IN,
          ErrorCode.SESSION_NOT_SUFFICIENT);

  private final Attempt attempt;
  private final EndUserDevice device;
  private final Quirks quirks;
  private final Binding binding;
  private final List<Step> steps = new ArrayList<>();
  private Duration elapsed = Duration.ZERO;

  private SignInScript(Attempt attempt, EndUserDevice device, Quirks quirks) {
    this.attempt = attempt;
    this.device = device;
    this.quirks = quirks;
    this.binding = Binding.of(device, attempt.path().client());
  }

  /**
   * The requests, in order.
   *
   * @param device as it is now; it may have been upgraded since the attempt was planned
   */
  static List<Step> of(Attempt attempt, EndUserDevice device, Quirks quirks) {
    SignInScript script = new SignInScript(attempt, device, quirks);
    script.write();
    return script.steps;
  }

  private void write() {
    List<TokenRequest> requests = attempt.path().client().requests();
    Presence presence = presence();
    if (presence == Presence.INTERACTIVE) {
      beforehand(requests.getFirst());
    }
    add(presence, requests.getFirst(), binding, new Decided());
    for (TokenRequest request : requests.subList(1, requests.size())) {
      if (draw("further" + steps.size()).unit() < FURTHER_REQUEST) {
        add(Presence.NON_INTERACTIVE, request, binding, new Decided());
      }
    }
    if (binding.equals(Binding.BOUND) && happens("transient", quirks.transientUnbound())) {
      add(Presence.NON_INTERACTIVE, requests.getFirst(), Binding.UNSPECIFIED, new Decided());
    }
    if (happens("not-evaluated", quirks.notEvaluated())) {
      add(Presence.NON_INTERACTIVE, viaGraph(requests.getFirst()), unevaluated(), new Decided());
    }
  }

  private Presence presence() {
    boolean interactive =
        switch (attempt.purpose()) {
          case Reauthentication prompt -> true;
          case Planned planned -> happens("interactive", interactiveShare());
          case Retry retry -> happens("interactive", interactiveShare());
          case WayRound round -> true;
        };
    return interactive ? Presence.INTERACTIVE : Presence.NON_INTERACTIVE;
  }

  private double interactiveShare() {
    if (attempt.person().kind() == PersonKind.SERVICE_ACCOUNT) {
      return 0;
    }
    return inBrowser() ? BROWSER_INTERACTIVE : quirks.interactive();
  }

  /** Wrong passwords and prompts. The device has not shown its key yet, so nothing is bound. */
  private void beforehand(TokenRequest request) {
    if (happens("wrong-password", quirks.wrongPassword())) {
      add(Presence.INTERACTIVE, request, Binding.NOT_EVALUATED, new FirstFactorFailed());
      elapsed = elapsed.plus(AT_A_PROMPT.draw(draw("typing")));
    }
    switch (attempt.purpose()) {
      case Reauthentication prompt -> prompt(request, ErrorCode.DEVICE_AUTHENTICATION_REQUIRED);
      case Planned planned -> maybePrompt(request);
      case Retry retry -> maybePrompt(request);
      case WayRound round -> maybePrompt(request);
    }
  }

  private void maybePrompt(TokenRequest request) {
    if (happens("interrupted", quirks.interrupted())) {
      prompt(request, PROMPTS.get(draw("prompt").below(PROMPTS.size())));
    }
  }

  private void prompt(TokenRequest request, ErrorCode error) {
    Binding beforeDevice =
        binding.status() == Binding.Status.NONE ? binding : Binding.NO_DEVICE_STATE;
    add(Presence.INTERACTIVE, request, beforeDevice, new Interrupted(error));
    elapsed = elapsed.plus(AT_A_PROMPT.draw(draw("answering")));
  }

  /** Browsers show unbound without a code, native clients none with or without one. */
  private Binding unevaluated() {
    if (inBrowser()) {
      return Binding.unbound(0);
    }
    return draw("none").unit() < 0.5 ? Binding.NOT_EVALUATED : Binding.NOT_EVALUATED_WITHOUT_DEVICE;
  }

  private static TokenRequest viaGraph(TokenRequest request) {
    return new TokenRequest(Resource.MICROSOFT_GRAPH, request.judged());
  }

  private boolean inBrowser() {
    return attempt.path().client().broker() == Broker.BROWSER;
  }

  private void add(Presence presence, TokenRequest request, Binding bound, End end) {
    Seed seed = attempt.seed().with("step").with(steps.size());
    steps.add(new Step(elapsed, presence, request, bound, end, seed));
    elapsed = elapsed.plus(BETWEEN_REQUESTS.draw(seed.with("pause")));
  }

  private boolean happens(String what, double share) {
    return draw(what).unit() < share;
  }

  private Seed draw(String what) {
    return attempt.seed().with(what);
  }
}
