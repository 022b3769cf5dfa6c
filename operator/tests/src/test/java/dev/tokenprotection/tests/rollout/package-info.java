/**
 * Whole rollouts: the real operator, with the rights of the chart's ServiceAccount, between a real
 * API server and a simulated tenant on a fast clock.
 */
package dev.tokenprotection.tests.rollout;
