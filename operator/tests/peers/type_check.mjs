// Lets tsc judge the recorded bodies by Microsoft's published types. Each body becomes a literal
// with a declared type, so that an unknown member and an unknown enum value are errors too.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

const recordDir = process.env.RECORD_DIR;
const workDir = process.env.WORK_DIR; // holds node_modules
const sources = path.join(workDir, "typed");
rmSync(sources, { recursive: true, force: true });
mkdirSync(sources, { recursive: true });

// On the wire several flags are one text with commas, which the published types cannot express:
// each flag is checked on its own.
const flagTypes = {
  guestOrExternalUserTypes: "ConditionalAccessGuestOrExternalUserTypes",
  conditionsSatisfied: "ConditionalAccessConditions",
  conditionsNotSatisfied: "ConditionalAccessConditions",
};

/** The body as its type can express it; finds the flags in it. */
function expressible(value, name, flags) {
  if (Array.isArray(value)) {
    return value.map((element) => expressible(element, name, flags));
  }
  if (name === "conditionalAccessAudiences" && typeof value === "object") {
    // Declared as text; seen as text and as an object with the application's id.
    return value.applicationId;
  }
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([member]) => !member.includes("@odata")) // annotations are OData's
        .map(([member, inner]) => [member, expressible(inner, member, flags)]),
    );
  }
  if (name in flagTypes && typeof value === "string") {
    value.split(",").forEach((flag) => flags.add(`${flagTypes[name]} ${flag}`));
    return value.split(",")[0];
  }
  return value;
}

const files = readdirSync(recordDir).filter((name) => name.endsWith(".json"));
let elements = 0;
for (const name of files) {
  const { type, beta, body } = JSON.parse(readFileSync(path.join(recordDir, name), "utf8"));
  elements += Array.isArray(body) ? body.length : 1;
  const module = beta ? "microsoft-graph-types-beta" : "microsoft-graph-types";
  const flags = new Set();
  const literal = JSON.stringify(expressible(body, "", flags), null, 2);
  const lines = [
    `import type * as Graph from "@microsoft/${module}";`,
    `export const body: Graph.${type} = ${literal};`,
    ...[...flags].map((flag, i) => {
      const [flagType, value] = flag.split(" ");
      return `export const flag${i}: Graph.${flagType} = "${value}";`;
    }),
    "",
  ];
  writeFileSync(path.join(sources, name.replace(/\.json$/, ".ts")), lines.join("\n"));
}
const options = { strict: true, noEmit: true, skipLibCheck: true, moduleResolution: "node10" };
writeFileSync(
  path.join(workDir, "tsconfig.json"),
  JSON.stringify({ compilerOptions: { ...options, types: [] }, include: ["typed"] }),
);
try {
  execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.json"], {
    cwd: workDir,
    encoding: "utf8",
  });
} catch (error) {
  console.error(error.stdout);
  process.exit(1);
}
if (files.length === 0 || elements === 0) {
  console.error("nothing was recorded");
  process.exit(1);
}
console.log(`tsc: ${elements} objects in ${files.length} bodies agree with Microsoft's types`);
