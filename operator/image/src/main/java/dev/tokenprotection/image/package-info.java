/**
 * Writes the operator's container image as an OCI layout: a pinned base, a Java runtime of the
 * modules that are used, the libraries, the program, and an archive of its loaded classes. The same
 * sources and the same JDK give the same bytes. Run by the Maven profile {@code image}; not
 * shipped.
 */
package dev.tokenprotection.image;
