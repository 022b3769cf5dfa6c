package dev.tokenprotection.entra.call;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One debug line for each request, with the shape of its path in place of whom it names. */
final class RequestLog implements Interceptor {
  private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);

  /** Segments that stay as they are; all others are values. */
  private static final Set<String> WORDS =
      Set.of(
          "v1.0",
          "beta",
          "identity",
          "conditionalAccess",
          "policies",
          "identitySecurityDefaultsEnforcementPolicy",
          "groups",
          "members",
          "transitiveMembers",
          "microsoft.graph.user",
          "graph.user",
          "$ref",
          "users",
          "servicePrincipals",
          "subscribedSkus",
          "auditLogs",
          "signIns");

  @Override
  public Response intercept(Chain chain) throws IOException {
    if (!LOG.isDebugEnabled()) {
      return chain.proceed(chain.request());
    }
    Request request = chain.request();
    long started = System.nanoTime();
    try {
      Response response = chain.proceed(request);
      LOG.debug(
          "{} {} {} in {} ms, request {}",
          request.method(),
          template(request.url()),
          response.code(),
          millisSince(started),
          response.header("request-id", "unknown"));
      return response;
    } catch (IOException failure) {
      LOG.debug(
          "{} {} failed ({}) in {} ms",
          request.method(),
          template(request.url()),
          failure.getClass().getSimpleName(),
          millisSince(started));
      throw failure;
    }
  }

  /** The path with {@code {id}} in place of every value, and without the query. */
  static String template(HttpUrl url) {
    List<String> shape = new ArrayList<>();
    for (String segment : url.pathSegments()) {
      int key = segment.indexOf('(');
      String word = key < 0 ? segment : segment.substring(0, key);
      shape.add(!WORDS.contains(word) ? "{id}" : key < 0 ? word : word + "({key})");
    }
    return "/" + String.join("/", shape);
  }

  private static long millisSince(long started) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
  }
}
