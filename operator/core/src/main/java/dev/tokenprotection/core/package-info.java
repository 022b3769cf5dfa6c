/**
 * The decisions of the operator, as functions from values to values.
 *
 * <p>Nothing in here knows Kubernetes, Microsoft Graph, JSON, logging, a clock or any other input
 * or output: time is always an argument, an exception means a defect of this program, and whatever
 * can go wrong outside arrives as a value of {@code port.Outcome}.
 */
package dev.tokenprotection.core;
