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

/** How to reach an Entra tenant, and what must hold in all of it. */
@JsonClassDescription("How to reach an Entra tenant, and what must hold in all of it.")
@Group("tokenprotection.dev")
@Version("v1alpha1")
@Kind("EntraTenant")
@Plural("entratenants")
@AdditionalPrinterColumn(
    name = "Ready",
    type = Type.STRING,
    jsonPath = ".status.conditions[?(@.type=='Ready')].status")
@AdditionalPrinterColumn(name = "Tenant", type = Type.STRING, jsonPath = ".spec.tenantId")
@AdditionalPrinterColumn(
    name = "Credential",
    type = Type.STRING,
    jsonPath = ".spec.credential.type")
@AdditionalPrinterColumn(
    name = "Break-Glass",
    type = Type.INTEGER,
    jsonPath = ".status.breakGlass.users")
@AdditionalPrinterColumn(name = "Age", type = Type.DATE, jsonPath = ".metadata.creationTimestamp")
@AdditionalPrinterColumn(name = "Cloud", type = Type.STRING, jsonPath = ".spec.cloud", priority = 1)
@AdditionalPrinterColumn(
    name = "Frozen",
    type = Type.STRING,
    jsonPath = ".spec.freeze.reason",
    priority = 1)
@AdditionalPrinterColumn(
    name = "Message",
    type = Type.STRING,
    jsonPath = ".status.message",
    priority = 1)
public class EntraTenant extends CustomResource<EntraTenantSpec, EntraTenantStatus>
    implements Namespaced {}
