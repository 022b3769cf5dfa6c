/** The Helm chart: rendered by Helm, applied to a real API server, and held to what it promises. */
package dev.tokenprotection.tests.chart;
