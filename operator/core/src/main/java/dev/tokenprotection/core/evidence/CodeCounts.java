package dev.tokenprotection.core.evidence;

/**
 * The unbound sign-ins with one code.
 *
 * @param code see {@link UnboundCode}; 0 when the log gives no reason
 * @param signIns unbound sign-ins
 * @param users users who had one
 */
public record CodeCounts(int code, long signIns, long users) {}
