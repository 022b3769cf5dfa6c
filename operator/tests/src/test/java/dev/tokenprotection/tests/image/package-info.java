/** The container image, as the profile {@code image} wrote it. */
package dev.tokenprotection.tests.image;
