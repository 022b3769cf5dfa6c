/**
 * The checks that a plan must pass before any of it is carried out. Each sees the whole plan and
 * says which changes it refuses, so that the way towards less enforcement stays open when others
 * are shut.
 */
package dev.tokenprotection.core.guard;
