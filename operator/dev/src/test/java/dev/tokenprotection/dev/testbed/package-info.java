/** How programs are run, found and fetched, without a server. */
package dev.tokenprotection.dev.testbed;
