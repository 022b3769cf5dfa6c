/** {@code tpr operator}: the operator itself, as it runs in a cluster. */
package dev.tokenprotection.app.operator;
