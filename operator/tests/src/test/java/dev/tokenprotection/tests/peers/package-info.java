/** Other people's clients against the simulated tenant; profile {@code peers}. */
package dev.tokenprotection.tests.peers;
