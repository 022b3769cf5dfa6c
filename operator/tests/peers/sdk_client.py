"""Drives the simulated tenant with Microsoft's own SDK for Python.

Lists, creates, changes and deletes policies, groups and members, and pages sign-ins, all through
msgraph-sdk and azure-identity as their documentation shows it. Fails with a traceback when
anything comes back differently from Microsoft Graph.
"""

import asyncio
import os
import ssl

import httpx
from azure.identity.aio import ClientSecretCredential
from kiota_abstractions.api_error import APIError
from kiota_abstractions.base_request_configuration import RequestConfiguration
from kiota_authentication_azure.azure_identity_authentication_provider import (
    AzureIdentityAuthenticationProvider,
)
from msgraph import GraphRequestAdapter, GraphServiceClient
from msgraph.generated.audit_logs.sign_ins.sign_ins_request_builder import (
    SignInsRequestBuilder,
)
from msgraph.generated.groups.item.members.members_request_builder import (
    MembersRequestBuilder,
)
from msgraph.generated.models.conditional_access_applications import (
    ConditionalAccessApplications,
)
from msgraph.generated.models.conditional_access_client_app import (
    ConditionalAccessClientApp,
)
from msgraph.generated.models.conditional_access_condition_set import (
    ConditionalAccessConditionSet,
)
from msgraph.generated.models.conditional_access_device_platform import (
    ConditionalAccessDevicePlatform,
)
from msgraph.generated.models.conditional_access_platforms import (
    ConditionalAccessPlatforms,
)
from msgraph.generated.models.conditional_access_policy import ConditionalAccessPolicy
from msgraph.generated.models.conditional_access_policy_state import (
    ConditionalAccessPolicyState,
)
from msgraph.generated.models.conditional_access_session_controls import (
    ConditionalAccessSessionControls,
)
from msgraph.generated.models.conditional_access_users import ConditionalAccessUsers
from msgraph.generated.models.group import Group
from msgraph.generated.models.reference_create import ReferenceCreate
from msgraph.generated.models.secure_sign_in_session_control import (
    SecureSignInSessionControl,
)
from msgraph_core import GraphClientFactory

URL = os.environ["SIMULATOR_URL"]
CA = os.environ["SIMULATOR_CA"]
TENANT = os.environ["TENANT_ID"]
CLIENT = os.environ["CLIENT_ID"]
SECRET = os.environ["CLIENT_SECRET"]
USERS = os.environ["USER_IDS"].split(",")

EXCHANGE = "00000002-0000-0ff1-ce00-000000000000"
HOST = URL.removeprefix("https://")


def same(actual, expected, what):
    assert actual == expected, f"{what}: expected {expected!r}, got {actual!r}"


def client(version):
    trust = ssl.create_default_context(cafile=CA)
    credential = ClientSecretCredential(
        TENANT,
        CLIENT,
        SECRET,
        authority=HOST,
        disable_instance_discovery=True,
        connection_verify=CA,
    )
    provider = AzureIdentityAuthenticationProvider(
        credential,
        scopes=["https://graph.microsoft.com/.default"],
        allowed_hosts=[HOST, HOST.split(":")[0]],
    )
    http = GraphClientFactory.create_with_default_middleware(
        client=httpx.AsyncClient(verify=trust, timeout=30)
    )
    adapter = GraphRequestAdapter(provider, client=http)
    adapter.base_url = f"{URL}/{version}"
    return credential, GraphServiceClient(request_adapter=adapter)


def new_policy():
    return ConditionalAccessPolicy(
        display_name="Peers: token protection",
        state=ConditionalAccessPolicyState.EnabledForReportingButNotEnforced,
        conditions=ConditionalAccessConditionSet(
            client_app_types=[ConditionalAccessClientApp.MobileAppsAndDesktopClients],
            applications=ConditionalAccessApplications(include_applications=[EXCHANGE]),
            platforms=ConditionalAccessPlatforms(
                include_platforms=[ConditionalAccessDevicePlatform.Windows]
            ),
            users=ConditionalAccessUsers(include_users=["None"]),
        ),
        session_controls=ConditionalAccessSessionControls(
            secure_sign_in_session=SecureSignInSessionControl(is_enabled=True)
        ),
    )


async def policies(graph):
    builder = graph.identity.conditional_access.policies
    before = len((await builder.get()).value)
    created = await builder.post(new_policy())
    same(created.session_controls.secure_sign_in_session.is_enabled, True, "token protection")
    same(created.grant_controls, None, "grant controls of a session-only policy")

    item = builder.by_conditional_access_policy_id(created.id)
    await item.patch(ConditionalAccessPolicy(state=ConditionalAccessPolicyState.Disabled))
    read = await item.get()
    same(read.state, ConditionalAccessPolicyState.Disabled, "state after the change")
    same(read.conditions.applications.include_applications, [EXCHANGE], "applications kept")
    same(len((await builder.get()).value), before + 1, "policies after the create")

    await item.delete()
    same(len((await builder.get()).value), before, "policies after the delete")
    try:
        await item.get()
        raise AssertionError("a deleted policy was still there")
    except APIError as error:
        same(error.response_status_code, 404, "status of a deleted policy")


async def groups(graph):
    created = await graph.groups.post(
        Group(
            display_name="Peers",
            description="made by the Python SDK",
            mail_enabled=False,
            mail_nickname="peers",
            security_enabled=True,
        )
    )
    item = graph.groups.by_group_id(created.id)
    await item.patch(
        Group(
            additional_data={
                "members@odata.bind": [
                    f"https://graph.microsoft.com/v1.0/directoryObjects/{user}"
                    for user in USERS[:20]
                ]
            }
        )
    )
    for user in USERS[20:25]:
        await item.members.ref.post(
            ReferenceCreate(odata_id=f"https://graph.microsoft.com/v1.0/directoryObjects/{user}")
        )

    seen = []
    page = await item.members.get(
        RequestConfiguration(
            query_parameters=MembersRequestBuilder.MembersRequestBuilderGetQueryParameters(top=10)
        )
    )
    while page is not None:
        seen += [member.id for member in page.value]
        link = page.odata_next_link
        page = await item.members.with_url(link).get() if link else None
    same(sorted(seen), sorted(USERS[:25]), "members over all pages")

    await item.members.by_directory_object_id(USERS[0]).ref.delete()
    transitive = await item.transitive_members.graph_user.get()
    same(len(transitive.value), 24, "members after one was removed")

    await item.patch(Group(description="changed"))
    same((await item.get()).description, "changed", "description after the change")
    await item.delete()


async def sign_ins(graph):
    parameters = SignInsRequestBuilder.SignInsRequestBuilderGetQueryParameters(
        top=7,
        filter="signInEventTypes/any(t: t eq 'nonInteractiveUser')",
    )
    configuration = RequestConfiguration(query_parameters=parameters)
    configuration.headers.add("Prefer", "include-unknown-enum-members")
    page = await graph.audit_logs.sign_ins.get(configuration)
    rows = {}
    pages = 0
    while page is not None and pages < 4:
        pages += 1
        for row in page.value:
            assert row.id not in rows, "a row came twice"
            rows[row.id] = row
        link = page.odata_next_link
        page = await graph.audit_logs.sign_ins.with_url(link).get() if link else None
    same(pages, 4, "pages of sign-ins")
    same(len(rows), 28, "rows on four pages")
    details = [row.additional_data.get("tokenProtectionStatusDetails") for row in rows.values()]
    assert any(details), "no row of the beta log had token protection details"


async def main():
    for version in ("v1.0", "beta"):
        credential, graph = client(version)
        async with credential:
            if version == "v1.0":
                await policies(graph)
                await groups(graph)
            else:
                await sign_ins(graph)
    print("msgraph-sdk and azure-identity: policies, groups, members and sign-ins as on Graph")


asyncio.run(main())
