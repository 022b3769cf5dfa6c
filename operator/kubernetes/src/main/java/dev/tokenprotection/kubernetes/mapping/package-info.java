/**
 * From the resources of the API to the values of the core, with every default filled in, and back
 * to what status shows. Pure; expects what {@code validation} let pass.
 */
package dev.tokenprotection.kubernetes.mapping;
