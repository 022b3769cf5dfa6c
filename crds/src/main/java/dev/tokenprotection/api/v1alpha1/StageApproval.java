package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/** One person's yes to one stage of a rollout with one plan. */
@JsonClassDescription("One person's yes to one stage of a rollout with one plan.")
@Group("tokenprotection.dev")
@Version("v1alpha1")
@Kind("StageApproval")
@Plural("stageapprovals")
@AdditionalPrinterColumn(name = "Rollout", type = Type.STRING, jsonPath = ".spec.rolloutRef.name")
@AdditionalPrinterColumn(name = "Approver", type = Type.STRING, jsonPath = ".spec.approver")
@AdditionalPrinterColumn(
    name = "Counted",
    type = Type.STRING,
    jsonPath = ".status.conditions[?(@.type=='Counted')].status")
@AdditionalPrinterColumn(name = "Age", type = Type.DATE, jsonPath = ".metadata.creationTimestamp")
@AdditionalPrinterColumn(
    name = "Request",
    type = Type.STRING,
    jsonPath = ".spec.requestId",
    priority = 1)
@AdditionalPrinterColumn(
    name = "Reason",
    type = Type.STRING,
    jsonPath = ".spec.reason",
    priority = 1)
public class StageApproval extends CustomResource<StageApprovalSpec, StageApprovalStatus>
    implements Namespaced {}
