/**
 * {@code tpr validate}: judges manifests as the API server would, without one. The schema and the
 * CEL rules are read from the CRDs, so that there is one source of them; what an operator refuses
 * beyond the schema is asked of a {@link dev.tokenprotection.app.validate.ResourceCheck}.
 */
package dev.tokenprotection.app.validate;
