/**
 * Writes the pages of docs/reference that are about the program: command line, metrics, events and
 * conditions.
 */
package dev.tokenprotection.dev.reference;
