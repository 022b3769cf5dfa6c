/**
 * A Microsoft Entra tenant on loopback: it speaks the wire protocol of Microsoft Graph and of the
 * Microsoft identity platform's token service, keeps state, and shows the delays, throttles, stale
 * reads and faults that clients of the real service have to live with.
 *
 * <p>It knows nothing of the operator. {@code SimulatedTenant} starts one.
 */
package dev.tokenprotection.simulator;
