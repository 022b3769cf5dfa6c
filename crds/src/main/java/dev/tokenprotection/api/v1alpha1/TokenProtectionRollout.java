package dev.tokenprotection.api.v1alpha1;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** A rollout of Token Protection: who is in which stage, and what evidence is needed to go on. */
@Group("tokenprotection.dev")
@Version("v1alpha1")
@Kind("TokenProtectionRollout")
@Plural("tokenprotectionrollouts")
@ShortNames("tpr")
public class TokenProtectionRollout
    extends CustomResource<TokenProtectionRolloutSpec, TokenProtectionRolloutStatus>
    implements Namespaced {}
