/**
 * Https on loopback: certificates, the server, and requests and answers as values. Knows nothing of
 * what is served.
 */
package dev.tokenprotection.simulator.wire;
