package dev.tokenprotection.kubernetes.lease;

/** Tells, right before each write to Entra, whether this process may begin it. */
public interface WriteFence {
  /** Whether a write may begin now. Asked anew for every write; may ask the API server. */
  Standing check();

  /** Whether a write may begin. */
  sealed interface Standing {
    /** It may. */
    record Clear() implements Standing {}

    /**
     * It may not.
     *
     * @param why one sentence
     */
    record Barred(String why) implements Standing {}
  }

  /** The fence of the only replica. */
  WriteFence OPEN = Standing.Clear::new;
}
