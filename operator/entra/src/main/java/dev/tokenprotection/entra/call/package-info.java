/**
 * How a request reaches Microsoft Graph and what becomes of its answer: pace, repetition, the
 * wire's failures in the words of the ports. Knows no resource of Graph.
 */
package dev.tokenprotection.entra.call;
