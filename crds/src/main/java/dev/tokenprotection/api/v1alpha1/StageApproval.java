package dev.tokenprotection.api.v1alpha1;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/** One person's yes to one stage of a rollout with one plan. */
@Group("tokenprotection.dev")
@Version("v1alpha1")
@Kind("StageApproval")
@Plural("stageapprovals")
public class StageApproval extends CustomResource<StageApprovalSpec, StageApprovalStatus>
    implements Namespaced {}
