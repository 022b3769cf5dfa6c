/**
 * The conditions of both resources: their types, the reasons with cause and remedy, and how they
 * are kept so that nothing changes when nothing happened.
 */
package dev.tokenprotection.kubernetes.condition;
