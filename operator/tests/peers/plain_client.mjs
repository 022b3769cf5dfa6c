// Drives the simulated tenant with Node.js alone, as the Graph REST reference describes each call,
// and records what it is answered: RECORD_DIR/<number>-<name>.json with {type, beta, body}.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import https from "node:https";
import path from "node:path";

const env = process.env;
const base = env.SIMULATOR_URL;
const agent = new https.Agent({ ca: readFileSync(env.SIMULATOR_CA), keepAlive: true });
const users = env.USER_IDS.split(",");
const recordDir = env.RECORD_DIR;
mkdirSync(recordDir, { recursive: true });

let recorded = 0;
let token;

/** One exchange; the body is parsed when there is one. */
function send(method, url, { body, form, headers = {} } = {}) {
  const target = url.startsWith("https://") ? url : base + url;
  const payload = form ? new URLSearchParams(form).toString() : body ? JSON.stringify(body) : "";
  const options = {
    method,
    agent,
    headers: {
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
      "Content-Type": form ? "application/x-www-form-urlencoded" : "application/json",
      ...headers,
    },
  };
  return new Promise((resolve, reject) => {
    const request = https.request(target, options, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk) => (text += chunk));
      response.on("end", () =>
        resolve({
          status: response.statusCode,
          headers: response.headers,
          body: text ? JSON.parse(text) : undefined,
        }),
      );
    });
    request.on("error", reject);
    request.end(payload);
  });
}

async function expect(status, method, url, options) {
  const answer = await send(method, url, options);
  assert.equal(answer.status, status, `${method} ${url}: ${JSON.stringify(answer.body)}`);
  return answer;
}

/** Keeps a body for the check against Microsoft's types. */
function record(name, type, body, version = "v1.0") {
  const number = String(++recorded).padStart(2, "0");
  const file = path.join(recordDir, `${number}-${name}.json`);
  writeFileSync(file, JSON.stringify({ type, beta: version === "beta", body }, null, 2));
}

async function signIn() {
  const wellKnown = `/${env.TENANT_ID}/v2.0/.well-known/openid-configuration`;
  const document = await expect(200, "GET", wellKnown);
  const answer = await expect(200, "POST", document.body.token_endpoint, {
    form: {
      grant_type: "client_credentials",
      client_id: env.CLIENT_ID,
      client_secret: env.CLIENT_SECRET,
      scope: "https://graph.microsoft.com/.default",
    },
  });
  assert.equal(answer.body.token_type, "Bearer");
  token = answer.body.access_token;
}

async function all(url, headers) {
  const rows = [];
  for (let next = url; next; ) {
    const page = (await expect(200, "GET", next, { headers })).body;
    rows.push(...page.value);
    next = page["@odata.nextLink"];
  }
  return rows;
}

async function policies() {
  const url = "/v1.0/identity/conditionalAccess/policies";
  const before = (await all(url)).length;
  const created = await expect(201, "POST", url, {
    body: {
      displayName: "Peers: require MFA and token protection",
      state: "enabledForReportingButNotEnforced",
      conditions: {
        clientAppTypes: ["mobileAppsAndDesktopClients"],
        applications: { includeApplications: ["00000003-0000-0ff1-ce00-000000000000"] },
        platforms: { includePlatforms: ["windows"] },
        users: {
          includeGroups: [users[0]],
          excludeGuestsOrExternalUsers: {
            guestOrExternalUserTypes: "internalGuest,b2bCollaborationGuest",
            externalTenants: {
              "@odata.type": "#microsoft.graph.conditionalAccessAllExternalTenants",
              membershipKind: "all",
            },
          },
        },
        devices: {
          deviceFilter: {
            mode: "exclude",
            rule: 'device.systemLabels -contains "CloudPC" -and device.trustType -eq "AzureAD"',
          },
        },
      },
      grantControls: { operator: "AND", builtInControls: ["mfa"] },
      sessionControls: { secureSignInSession: { isEnabled: true } },
    },
  });
  record("policy-created", "ConditionalAccessPolicy", created.body);
  const item = `${url}/${created.body.id}`;
  assert.equal(created.headers.location, base + item);
  assert.equal(created.body.grantControls.operator, "OR");

  await expect(204, "PATCH", item, { body: { state: "enabled" } });
  const read = await expect(200, "GET", item);
  record("policy", "ConditionalAccessPolicy", read.body);
  assert.equal(read.body.state, "enabled");
  record("policies", "ConditionalAccessPolicy[]", await all(url));
  assert.equal((await all(url)).length, before + 1);

  const whatIf = await expect(200, "POST", "/v1.0/identity/conditionalAccess/evaluate", {
    body: {
      signInIdentity: { "@odata.type": "#microsoft.graph.userSignIn", userId: users[0] },
      signInContext: {
        "@odata.type": "#microsoft.graph.applicationContext",
        includeApplications: ["00000003-0000-0ff1-ce00-000000000000"],
      },
      signInConditions: {
        devicePlatform: "windows",
        clientAppType: "mobileAppsAndDesktopClients",
      },
      appliedPoliciesOnly: false,
    },
  });
  record("what-if", "WhatIfAnalysisResult[]", whatIf.body.value);

  const empty = await expect(400, "POST", url, {
    body: {
      displayName: "x",
      state: "disabled",
      conditions: { clientAppTypes: [], applications: {}, users: {} },
    },
  });
  assert.match(JSON.stringify(empty.body.error), /1064/);
  assert.ok(empty.body.error.innerError["request-id"]);

  await expect(204, "DELETE", item);
  await expect(404, "GET", item);
  const deletedItems = "/v1.0/identity/conditionalAccess/deletedItems/policies";
  assert.ok((await all(deletedItems)).some((policy) => policy.id === created.body.id));
  const audits = await all(
    "/v1.0/auditLogs/directoryAudits?$filter=" +
      encodeURIComponent("activityDisplayName eq 'Delete conditional access policy'"),
  );
  assert.equal(audits[0].targetResources[0].id, created.body.id);
  record("audits", "DirectoryAudit[]", audits);
}

async function groups() {
  const created = await expect(201, "POST", "/v1.0/groups", {
    body: {
      displayName: "Peers plain",
      description: "made by a plain HTTP client",
      mailEnabled: false,
      mailNickname: "peersplain",
      securityEnabled: true,
      "members@odata.bind": users
        .slice(0, 3)
        .map((id) => `https://graph.microsoft.com/v1.0/users/${id}`),
    },
  });
  record("group-created", "Group", created.body);
  const item = `/v1.0/groups/${created.body.id}`;
  await expect(204, "PATCH", item, {
    body: {
      "members@odata.bind": users
        .slice(3, 23)
        .map((id) => `https://graph.microsoft.com/v1.0/directoryObjects/${id}`),
    },
  });
  await expect(204, "POST", `${item}/members/$ref`, {
    body: { "@odata.id": `https://graph.microsoft.com/v1.0/directoryObjects/${users[23]}` },
  });
  const again = await expect(400, "POST", `${item}/members/$ref`, {
    body: { "@odata.id": `https://graph.microsoft.com/v1.0/directoryObjects/${users[23]}` },
  });
  assert.match(again.body.error.message, /already exist/);
  const members = await all(`${item}/members?$top=10`);
  assert.deepEqual(members.map((member) => member.id).sort(), users.slice(0, 24).sort());
  assert.ok(members.every((member) => member["@odata.type"] === "#microsoft.graph.user"));
  record("members", "User[]", members);
  await expect(204, "DELETE", `${item}/members/${users[0]}/$ref`);
  await expect(404, "DELETE", `${item}/members/${users[0]}/$ref`);
  await expect(200, "GET", `/v1.0/users/${users[0]}`);
  await expect(204, "PATCH", item, { body: { description: "changed" } });
  const read = await expect(200, "GET", item);
  assert.equal(read.body.description, "changed");
  record("group", "Group", read.body);
  record("groups", "Group[]", await all("/v1.0/groups"));
  await expect(204, "DELETE", item);
}

async function directory() {
  const select = "id,accountEnabled,onPremisesSyncEnabled,userType";
  record("users", "User[]", await all("/v1.0/users?$top=100"));
  const user = await expect(200, "GET", `/v1.0/users/${users[0]}?$select=${select}`);
  record("user", "User", user.body);
  record("skus", "SubscribedSku[]", await all("/v1.0/subscribedSkus"));
  record("organization", "Organization[]", await all("/v1.0/organization"));
  record("service-principals", "ServicePrincipal[]", await all("/v1.0/servicePrincipals"));
  const devices = await all("/v1.0/devices?$expand=registeredOwners");
  // The published type of an owner is the abstract directoryObject, so owners go by their own.
  const owners = devices.flatMap((device) => device.registeredOwners);
  assert.ok(owners.every((owner) => owner["@odata.type"] === "#microsoft.graph.user"));
  record("device-owners", "User[]", owners);
  record("devices", "Device[]", devices.map(({ registeredOwners, ...device }) => device));
  const defaults = "/v1.0/policies/identitySecurityDefaultsEnforcementPolicy";
  const securityDefaults = await expect(200, "GET", defaults);
  const type = "IdentitySecurityDefaultsEnforcementPolicy";
  record("security-defaults", type, securityDefaults.body);
}

async function signIns() {
  const headers = { Prefer: "include-unknown-enum-members" };
  const v1 = (await expect(200, "GET", "/v1.0/auditLogs/signIns?$top=50")).body.value;
  assert.ok(v1.every((row) => !("tokenProtectionStatusDetails" in row)));
  record("sign-ins", "SignIn[]", v1);
  const filter = encodeURIComponent(
    "signInEventTypes/any(t: t eq 'interactiveUser' or t eq 'nonInteractiveUser')",
  );
  const first = await expect(200, "GET", `/beta/auditLogs/signIns?$top=40&$filter=${filter}`, {
    headers,
  });
  const second = await expect(200, "GET", first.body["@odata.nextLink"], { headers });
  const rows = [...first.body.value, ...second.body.value];
  assert.equal(new Set(rows.map((row) => row.id)).size, 80);
  const times = rows.map((row) => row.createdDateTime);
  assert.deepEqual(times, [...times].sort().reverse());
  record("sign-ins-beta", "SignIn[]", rows, "beta");
}

await signIn();
await policies();
await groups();
await directory();
await signIns();
console.log(`plain client: ${recorded} bodies recorded`);
