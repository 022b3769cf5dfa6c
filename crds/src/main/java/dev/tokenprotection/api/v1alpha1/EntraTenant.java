package dev.tokenprotection.api.v1alpha1;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/** How to reach an Entra tenant, and what must hold in all of it. */
@Group("tokenprotection.dev")
@Version("v1alpha1")
@Kind("EntraTenant")
@Plural("entratenants")
public class EntraTenant extends CustomResource<EntraTenantSpec, EntraTenantStatus>
    implements Namespaced {}
