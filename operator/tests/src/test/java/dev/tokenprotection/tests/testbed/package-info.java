/** The API server that the suites share, and the rules for the test bed itself. */
package dev.tokenprotection.tests.testbed;
