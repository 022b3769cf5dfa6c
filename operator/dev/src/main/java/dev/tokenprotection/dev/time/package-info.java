/** Simulated time, which waits for the program. */
package dev.tokenprotection.dev.time;
