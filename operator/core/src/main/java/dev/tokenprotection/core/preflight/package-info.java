/**
 * The checks of what should hold in a tenant before anything is enforced in it: each from what was
 * read to a result that a person can act on. What blocks enforcement becomes a {@link
 * dev.tokenprotection.core.guard.Preflight}, which the guards obey.
 */
package dev.tokenprotection.core.preflight;
