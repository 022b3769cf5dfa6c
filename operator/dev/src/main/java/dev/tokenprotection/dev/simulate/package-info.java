/** {@code tpr simulate}: the simulated tenant alone. */
package dev.tokenprotection.dev.simulate;
