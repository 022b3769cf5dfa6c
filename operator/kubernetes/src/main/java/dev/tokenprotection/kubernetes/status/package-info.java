/** What status says, how it is worded, and how it is written: compared first, then set. */
package dev.tokenprotection.kubernetes.status;
