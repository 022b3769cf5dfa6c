/**
 * The state of the tenant: directory objects, memberships, Conditional Access policies with their
 * history, app registrations, settings and the clock. No HTTP in here; {@code graph}, {@code token}
 * and {@code signin} read and write it.
 *
 * <p>Every write has an order number, the time it was made and the time from which sign-ins see it,
 * so the same history answers "as stored", "as a lagging replica shows it", "as sign-ins are judged
 * by it" and "as it was before that request". JSON trees in here are never changed once stored:
 * whoever wants to change one copies it first.
 */
package dev.tokenprotection.simulator.tenant;
