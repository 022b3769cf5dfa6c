package dev.tokenprotection.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;

/**
 * Told of each version of a resource that the API server's watches have brought, as it is taken up.
 * For whoever changes a resource and must know that the operator has seen the change.
 */
public interface Deliveries {
  /** Nobody wants to know. */
  Deliveries NONE =
      new Deliveries() {
        @Override
        public void delivered(HasMetadata resource) {}

        @Override
        public void gone(HasMetadata resource) {}
      };

  /** This version was brought; what it leads to begins before the caller goes on. */
  void delivered(HasMetadata resource);

  /** The resource is gone, and the operator has taken it up. */
  void gone(HasMetadata resource);
}
