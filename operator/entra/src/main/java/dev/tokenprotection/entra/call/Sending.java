package dev.tokenprotection.entra.call;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Whether a request has left. The HTTP client re-sends by itself in some cases (a 503 that says
 * {@code Retry-After: 0}, for example), also a POST; with this mark on it, a request leaves once.
 */
final class Sending {
  private final AtomicBoolean begun = new AtomicBoolean();

  /**
   * Whether it has left or is about to: from here on its effect can't be told without an answer.
   */
  boolean hasBegun() {
    return begun.get();
  }

  /** Sits between connection and request, where each single sending passes. */
  static final class Guard implements Interceptor {
    @Override
    public Response intercept(Chain chain) throws IOException {
      Sending sending = chain.request().tag(Sending.class);
      if (sending != null && !sending.begun.compareAndSet(false, true)) {
        throw new IOException("a request must not leave twice");
      }
      Response response = chain.proceed(chain.request());
      return response.code() == 503 && "0".equals(response.header("Retry-After"))
          ? response.newBuilder().removeHeader("Retry-After").build()
          : response;
    }
  }
}
