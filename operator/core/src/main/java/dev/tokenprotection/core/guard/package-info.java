/** The checks that a plan must pass before any of it is executed; the first violation wins. */
package dev.tokenprotection.core.guard;
