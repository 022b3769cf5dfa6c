/** The stage machine: whether to stay, move on or go back. */
package dev.tokenprotection.core.stage;
