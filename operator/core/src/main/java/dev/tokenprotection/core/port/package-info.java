/** What the decisions ask of the world, and the sealed types in which its answers arrive. */
package dev.tokenprotection.core.port;
