/** {@code tpr dev} as a newcomer runs it: a process of its own, with nothing prepared for it. */
package dev.tokenprotection.tests.dev;
