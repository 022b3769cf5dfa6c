/**
 * The sign-ins of the simulated people: when they try, what Conditional Access makes of it at that
 * moment, what they do when they are blocked, and the rows that the sign-in log shows of it, late
 * and in several pieces as in the real one.
 */
package dev.tokenprotection.simulator.signin;
