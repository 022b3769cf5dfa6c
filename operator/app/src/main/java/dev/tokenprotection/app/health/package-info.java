/** The endpoints that Kubernetes and Prometheus ask. */
package dev.tokenprotection.app.health;
