/**
 * Files that say what a simulated tenant is like: who works there with what, which groups, policies
 * and apps exist, how slow and how untidy everything is. A file is read strictly, since a misspelt
 * key that is silently ignored makes a test prove something else than it says.
 */
package dev.tokenprotection.simulator.scenario;
