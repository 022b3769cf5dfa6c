/**
 * What others do to the policies that a rollout owns: found by comparing what is there with what
 * was written or accepted last, told apart from changes that the rollout itself wants, and put back
 * or left alone as its drift policy says.
 */
package dev.tokenprotection.core.drift;
