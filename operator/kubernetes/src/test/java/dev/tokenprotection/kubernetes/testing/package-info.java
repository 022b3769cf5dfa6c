/** What the tests of this module stand on: a tenant in memory, a clock, an API server's faults. */
package dev.tokenprotection.kubernetes.testing;
