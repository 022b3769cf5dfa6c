/**
 * Writes the CRD manifests and the reference pages from the API types. Not shipped: it runs as a
 * test that fails when the files at hand are stale, and rewrites them on demand.
 */
package dev.tokenprotection.api.generator;
