/** The API types of group {@code tokenprotection.dev}, version {@code v1alpha1}. */
package dev.tokenprotection.api.v1alpha1;
