/** Access tokens: how they are asked of the token service, kept, and why they are refused. */
package dev.tokenprotection.entra.credential;
