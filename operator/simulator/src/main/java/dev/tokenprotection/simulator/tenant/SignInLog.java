package dev.tokenprotection.simulator.tenant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;

/**
 * The sign-in rows of the tenant. Thread-safe.
 *
 * <p>Rows are complete beta-shaped {@code signIn} objects (Graph beta reference, "signIn resource
 * type"), of all event types, with {@code createdDateTime} and a unique {@code id}. Readers never
 * change them. Projection and paging are the reader's.
 */
public interface SignInLog {
  /**
   * The rows that the query asks for and that a reader can see at its {@code visibleAt}; the stream
   * is lazy, so that a reader who stops early costs little. Rows of one instant come in the order
   * of their ids.
   */
  Stream<ObjectNode> rows(SignInQuery query);

  /** How many rows were written so far, those that nobody sees yet and dropped ones included. */
  long written();
}
