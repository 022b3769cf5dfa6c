/** What the operator counts, in Prometheus' format. */
package dev.tokenprotection.app.metrics;
