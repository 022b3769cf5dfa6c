/**
 * What Conditional Access makes of one sign-in: which policies apply to it and why, what they
 * demand, and with what result they end up in the sign-in row. Judges policies in the JSON that
 * Graph stores; knows nothing of time, of the log or of who asks.
 */
package dev.tokenprotection.simulator.signin.policy;
