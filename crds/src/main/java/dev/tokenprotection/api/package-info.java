/**
 * The API group {@code tokenprotection.dev}: its definitions, for whoever installs or reads them.
 */
package dev.tokenprotection.api;
