/**
 * The simulator's own endpoints under {@code /_simulator/}, for tests and people outside the JVM:
 * state, request log, clock, faults, and hands in the tenant. Without authentication, since the
 * server listens on loopback only.
 */
package dev.tokenprotection.simulator.admin;
