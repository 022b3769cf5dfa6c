/**
 * The CRDs on a real API server, and {@code tpr validate} beside it: both must say the same of
 * every case in {@code src/test/resources/crds}.
 */
package dev.tokenprotection.tests.crds;
