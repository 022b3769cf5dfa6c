/**
 * The reconcilers and all that touches the API server: the only module that sees the Java Operator
 * SDK.
 */
package dev.tokenprotection.kubernetes;
