/** The connection to the API server, on which no call waits for ever. */
package dev.tokenprotection.kubernetes.apiserver;
