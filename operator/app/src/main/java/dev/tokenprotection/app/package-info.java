/**
 * The program {@code tpr}: its command line, and the wiring of all other modules. Nothing depends
 * on it.
 */
package dev.tokenprotection.app;
