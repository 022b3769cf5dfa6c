package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.crd.generator.annotation.AdditionalSelectableField;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** A rollout of Token Protection: who is in which stage, and what evidence is needed to go on. */
@JsonClassDescription(
    "A rollout of Token Protection: who is in which stage, and what evidence is needed to go on.")
@Group("tokenprotection.dev")
@Version("v1alpha1")
@Kind("TokenProtectionRollout")
@Plural("tokenprotectionrollouts")
@ShortNames("tpr")
@AdditionalPrinterColumn(name = "Stage", type = Type.STRING, jsonPath = ".status.columns.stage")
@AdditionalPrinterColumn(name = "Phase", type = Type.STRING, jsonPath = ".status.phase")
@AdditionalPrinterColumn(name = "Bound", type = Type.STRING, jsonPath = ".status.columns.bound")
@AdditionalPrinterColumn(name = "Users", type = Type.STRING, jsonPath = ".status.columns.users")
@AdditionalPrinterColumn(name = "Next", type = Type.STRING, jsonPath = ".status.columns.next")
@AdditionalPrinterColumn(
    name = "Ready",
    type = Type.STRING,
    jsonPath = ".status.conditions[?(@.type=='Ready')].status")
@AdditionalPrinterColumn(name = "Age", type = Type.DATE, jsonPath = ".metadata.creationTimestamp")
@AdditionalPrinterColumn(
    name = "Since",
    type = Type.DATE,
    jsonPath = ".status.stageStartedAt",
    priority = 1)
@AdditionalPrinterColumn(
    name = "Tenant",
    type = Type.STRING,
    jsonPath = ".spec.tenantRef.name",
    priority = 1)
@AdditionalPrinterColumn(
    name = "Waits-For",
    type = Type.STRING,
    jsonPath = ".status.columns.waitsFor",
    priority = 1)
@AdditionalPrinterColumn(
    name = "Message",
    type = Type.STRING,
    jsonPath = ".status.message",
    priority = 1)
@AdditionalSelectableField(jsonPath = ".spec.tenantRef.name")
@AdditionalSelectableField(jsonPath = ".status.phase")
public class TokenProtectionRollout
    extends CustomResource<TokenProtectionRolloutSpec, TokenProtectionRolloutStatus>
    implements Namespaced {}
