/** The sign-in logs, read as a stream: a large tenant's pages are never held as a whole. */
package dev.tokenprotection.entra.signin;
