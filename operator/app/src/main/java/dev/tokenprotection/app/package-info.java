/** Placeholder sentence replaced with the first class of the package. */
package dev.tokenprotection.app;
