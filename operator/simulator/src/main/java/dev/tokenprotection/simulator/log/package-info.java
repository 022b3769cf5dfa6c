/** The request log: what was asked, by whom, what was answered, and what it changed. */
package dev.tokenprotection.simulator.log;
