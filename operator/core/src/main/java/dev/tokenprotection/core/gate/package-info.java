/** From counts to a verdict on whether the evidence is good enough to move on. */
package dev.tokenprotection.core.gate;
