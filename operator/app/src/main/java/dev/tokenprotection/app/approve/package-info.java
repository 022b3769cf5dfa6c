/** {@code tpr approve}: one person's yes to what a rollout asks for. */
package dev.tokenprotection.app.approve;
