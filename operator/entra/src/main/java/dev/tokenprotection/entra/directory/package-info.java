/** Users, groups, and what must be true of the tenant. */
package dev.tokenprotection.entra.directory;
