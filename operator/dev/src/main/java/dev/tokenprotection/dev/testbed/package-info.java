/**
 * Real servers on this machine: kube-apiserver with etcd, and Helm for the chart.
 *
 * <p>For {@code tpr dev} and for the suites that need an API server that validates, defaults,
 * authorizes and evaluates admission policies as a cluster does. Knows where the project's files
 * are; knows nothing of rollouts or tenants. Not used by the operator in a cluster.
 */
package dev.tokenprotection.dev.testbed;
