/**
 * The words that all decisions share: profiles, applications, identifiers, policies, stages. Values
 * only.
 */
package dev.tokenprotection.core.model;
