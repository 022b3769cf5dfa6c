/**
 * The difference between what is desired and what was observed, as ordered actions with a canonical
 * hash.
 */
package dev.tokenprotection.core.plan;
