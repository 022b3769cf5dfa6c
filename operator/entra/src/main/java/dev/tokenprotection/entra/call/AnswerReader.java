package dev.tokenprotection.entra.call;

import java.io.IOException;
import okhttp3.Response;

/**
 * Makes a value of a successful answer.
 *
 * @param <T> the value
 */
@FunctionalInterface
public interface AnswerReader<T> {
  /**
   * Reads {@code response}, which the caller closes.
   *
   * @throws IOException if it breaks off or is no JSON
   * @throws UnreadableAnswerException if it is not what the service documents
   */
  T read(Response response) throws IOException;
}
