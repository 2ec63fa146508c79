import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { projectRoot } from "@/lib/cli/project";
import { startChild } from "@/lib/cli/runtime/child";
import { freePort } from "@/lib/cli/runtime/free-port";
import { childEnvironment } from "@/lib/platform/settings/launch";
import { benchFolder } from "@/tests/bench/product/server";

const folder = path.join(benchFolder, "bare-next");
const next = path.join(projectRoot, "node_modules/next/dist/bin/next");

// Inside the project, so that it finds the same packages and the same generated client; nothing else of ours is in it.
// What it selects is what a row of the register reads when no columns are asked for.
const files: Record<string, string> = {
  "package.json": JSON.stringify({ name: "bare-next", private: true, type: "module" }),
  "tsconfig.json": JSON.stringify({
    compilerOptions: {
      jsx: "preserve",
      module: "esnext",
      moduleResolution: "bundler",
      paths: { "@/*": ["../../../*"] },
    },
  }),
  "next.config.mjs": `export default { typescript: { ignoreBuildErrors: true }, serverExternalPackages: ["pg"], turbopack: { root: ${JSON.stringify(projectRoot)} } };`,
  "app/layout.jsx": `export default function Layout({ children }) { return <html lang="en"><body>{children}</body></html>; }`,
  "app/risks/route.js": `
import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "@/lib/platform/database/generated/client";

const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: process.env.BARE_DATABASE_URL, max: 12 }) });
const [named, plain] = [{ select: { id: true, name: true } }, {}];
for (const key of "id number version title category threatFamily status treatment inherentScore currentScore targetScore inherentLikelihood inherentImpact currentLikelihood currentImpact targetLikelihood targetImpact treatmentDueOn nextReviewOn acceptedUntil createdAt updatedAt".split(" ")) plain[key] = true;
const select = { ...plain, unit: named, owner: { select: { id: true, name: true, email: true } }, systems: { select: { system: named } } };

export async function GET(request) {
  const asked = new URL(request.url).searchParams;
  const rows = await prisma.risk.findMany({
    where: { status: asked.get("status"), category: { in: asked.get("category").split(",") } },
    orderBy: [{ currentScore: "desc" }, { id: "desc" }],
    take: 51,
    select,
  });
  return Response.json({ rows: rows.slice(0, 50) });
}
`,
};

/** A Next application with one route that reads a page of risks through Prisma: no sign-in, no walls, no audit. */
export interface BareNext {
  url: string;
  stop(): Promise<void>;
}

/** Builds the application in a folder of its own. */
export async function buildBareNext(): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  const how = await (await run(["build", folder], {})).ended;
  if (how !== "ended with exit code 0")
    throw new Error(`The bare Next application could not be built:\n${log()}`);
}

/** Serves the application from a database, as its owner, so that no policy is asked. */
export async function startBareNext(ownerUrl: string): Promise<BareNext> {
  const port = await freePort(3_800);
  const child = await run(["start", folder, "--port", String(port)], { BARE_DATABASE_URL: ownerUrl });
  const url = `http://localhost:${port}/risks`;
  for (let tries = 0; tries < 600; tries += 1) {
    if (
      await fetch(`${url}?status=open&category=privacy`).then(
        (answer) => answer.ok,
        () => false,
      )
    ) {
      return { url, stop: () => child.stop() };
    }
    await sleep(100);
  }
  await child.stop();
  throw new Error(`The bare Next application does not answer:\n${log()}`);
}

function run(args: string[], values: Record<string, string>) {
  return startChild({
    name: "bare Next",
    args: [next, ...args],
    environment: childEnvironment({ ...values, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" }, [
      "DATABASE_URL",
    ]),
    log: path.join(benchFolder, "bare-next.log"),
  });
}

function log(): string {
  return readFileSync(path.join(benchFolder, "bare-next.log"), "utf8").slice(-3_000);
}
