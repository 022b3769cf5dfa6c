package dev.tokenprotection.simulator.fault;

import dev.tokenprotection.simulator.wire.WireRequest;
import java.util.Set;
import java.util.regex.Pattern;

/** Picks requests. */
@FunctionalInterface
public interface RequestMatcher {
  boolean matches(WireRequest request);

  /** All requests. */
  static RequestMatcher any() {
    return request -> true;
  }

  /** Requests with this method. */
  static RequestMatcher method(String method) {
    return request -> request.method().equalsIgnoreCase(method);
  }

  /** Requests in whose decoded path the regular expression is found. */
  static RequestMatcher path(String regex) {
    Pattern pattern = Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    return request -> pattern.matcher(request.path()).find();
  }

  /** Requests in whose body the regular expression is found. */
  static RequestMatcher body(String regex) {
    Pattern pattern = Pattern.compile(regex);
    return request -> pattern.matcher(request.bodyText()).find();
  }

  /** Requests that follow a skip token. */
  static RequestMatcher laterPages() {
    return request -> request.query("skiptoken").isPresent();
  }

  /** Requests to Graph that change something. */
  static RequestMatcher graphWrites() {
    Set<String> reads = Set.of("GET", "HEAD");
    return path("^/(v1\\.0|beta)/(?!\\$batch|identity/conditionalAccess/evaluate)")
        .and(request -> !reads.contains(request.method()));
  }

  /** Requests that both pick. */
  default RequestMatcher and(RequestMatcher other) {
    return request -> matches(request) && other.matches(request);
  }
}
