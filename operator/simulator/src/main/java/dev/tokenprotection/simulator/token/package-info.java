/**
 * The token service: discovery documents, the token endpoint of the client credentials flow and the
 * tokens it hands out. Source: Microsoft identity platform, "OAuth 2.0 client credentials flow",
 * "Certificate credentials" and "Workload identity federation".
 */
package dev.tokenprotection.simulator.token;
