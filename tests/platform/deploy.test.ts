import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { commands } from "@/lib/cli/commands";
import { start } from "@/lib/cli/commands/start";
import { launchSettings } from "@/lib/platform/settings/launch";

// The two files by which several instances are run, held against what the product knows.

interface Container {
  command: string[];
  envFrom: unknown[];
  env?: { name: string }[];
  securityContext: Record<string, unknown>;
  resources: { requests: Record<string, string>; limits: Record<string, string> };
  readinessProbe?: { httpGet: { path: string } };
  livenessProbe?: { httpGet: { path: string } };
  startupProbe?: { httpGet: { path: string } };
  volumeMounts: { name: string }[];
}

interface Item {
  kind: string;
  metadata: { name: string };
  data?: Record<string, string>;
  spec: {
    replicas?: number;
    selector: Record<string, unknown>;
    template: {
      metadata: { labels: Record<string, string> };
      spec: {
        securityContext: Record<string, unknown>;
        terminationGracePeriodSeconds?: number;
        automountServiceAccountToken: boolean;
        volumes: { name: string }[];
        containers: [Container];
      };
    };
  };
}

interface Service {
  command?: string[];
  environment?: Record<string, string>;
  ports?: string[];
  volumes?: string[];
  stop_grace_period?: string;
}

const text = readFileSync("public/deploy/kubernetes.yaml", "utf8");
const { items } = parse(text) as { items: Item[] };
const compose = parse(readFileSync("compose.yaml", "utf8"), { merge: true }) as {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
};
const schemas = ["settings", "launch"]
  .map((name) => readFileSync(`lib/platform/settings/${name}.ts`, "utf8"))
  .join("\n");
const isSetting = (name: string) => new RegExp(`^  ${name}: `, "m").test(schemas);
const workloads = items.filter(({ kind }) => kind === "Deployment" || kind === "Job");
const named = (name: string) => workloads.find(({ metadata }) => metadata.name === name)?.spec;
const seconds = (words = "0s") => Number(words.replace("s", ""));
// What a web server may take after its notice, as graceful-stop.ts and child.ts have it.
const afterNotice = 15;

function expectCommand(words: readonly string[] | undefined): void {
  expect(words?.slice(0, 5)).toEqual([
    "node",
    "--conditions=react-server",
    "--import",
    "tsx",
    "lib/cli/main.ts",
  ]);
  expect(Object.keys(commands)).toContain(words?.[5]);
}

describe("one process of several", () => {
  const run = (only: string) => start.run({ positionals: [], values: { only }, json: false });

  test("does not start by itself with a database, a secret or files that the others do not have", async () => {
    const before = { ...process.env };
    for (const name of ["DATABASE_URL", "PLUMBLINE_SECRET", "STORAGE_DIRECTORY", "S3_BUCKET"])
      delete process.env[name];
    const refusal = run("worker").catch((error: Error) => error.message);
    Object.assign(process.env, before);
    expect(await refusal).toMatch(/Set DATABASE_URL; PLUMBLINE_SECRET; S3_BUCKET, or STORAGE_DIRECTORY/);
    await expect(run("database")).rejects.toThrow("--only is `web` or `worker`");
  });
});

describe("the image", () => {
  const [last = ""] = readFileSync("Dockerfile", "utf8")
    .split(/^FROM /m)
    .slice(-1);
  const copied = [...last.matchAll(/^COPY .*?((?:\/app\/\S+ )+)/gm)].flatMap(([, from = ""]) =>
    from.trim().split(" "),
  );

  test("holds what running needs: no tests, no packages for development, no sources of the build", () => {
    expect(copied.map((from) => from.replace("/app/", "")).sort()).toEqual(
      ["*.config.*", ".next", "app", "components", "instrumentation.t[s]", "lib", "node_modules"].concat([
        "package-lock.json",
        "package.json",
        "prisma",
        "proxy.t[s]",
        "public",
        "tsconfig.json",
      ]),
    );
    expect(last).not.toMatch(/^ADD |COPY (--\S+ )*\. /m);
    expect(readFileSync("Dockerfile", "utf8")).toContain("npm ci --ignore-scripts --omit=dev");
    expect(readFileSync(".dockerignore", "utf8").split("\n")).toEqual(
      expect.arrayContaining(["tests", "test-results", ".git", ".env*", "**/node_modules"]),
    );
    expect(last).toMatch(/^USER node$/m);
  });
});

describe("a secret", () => {
  test.each(["changeme", "secret", "0".repeat(63), "G".repeat(64), " ".repeat(64)])(
    "that is not 256 bits in hexadecimal is refused at the start: %j",
    (secret) => {
      const before = { ...process.env };
      try {
        process.env["PLUMBLINE_SECRET"] = secret;
        expect(() => launchSettings()).toThrow(/PLUMBLINE_SECRET: must be at least 64 hexadecimal digits/);
        process.env["PLUMBLINE_SECRET"] = before["PLUMBLINE_SECRET"];
        process.env["PLUMBLINE_PREVIOUS_SECRETS"] = secret;
        expect(() => launchSettings()).toThrow(/PLUMBLINE_PREVIOUS_SECRETS: must be secrets of at least 64/);
      } finally {
        process.env["PLUMBLINE_SECRET"] = before["PLUMBLINE_SECRET"];
        delete process.env["PLUMBLINE_PREVIOUS_SECRETS"];
      }
    },
  );

  test("and a password come with no deployment: whoever starts one has to set them", () => {
    for (const { environment = {} } of Object.values(compose.services))
      for (const [name, value] of Object.entries(environment))
        if (/SECRET$|PASSWORD$/.test(name))
          expect([name, value]).toEqual([name, expect.stringMatching(/^\$\{\w+:\?/)]);
    expect(compose.services["web-1"]?.environment?.["DATABASE_URL"]).toMatch(/\$\{POSTGRES_PASSWORD:\?/);
    expect(items.map(({ kind }) => kind)).not.toContain("Secret");
  });
});

describe("compose.yaml", () => {
  const { "web-1": one = {}, "web-2": other = {}, worker = {}, proxy = {} } = compose.services;

  test("runs two web servers and one background process on one database, one secret and one folder of files", () => {
    expect(one).toEqual(other);
    for (const service of [one, worker]) {
      expectCommand(service.command);
      expect(Object.keys(service.environment ?? {}).filter((name) => !isSetting(name))).toEqual([]);
    }
    expect([one.command?.slice(5, 8), worker.command?.slice(5, 8)]).toEqual([
      ["start", "--only", "web"],
      ["start", "--only", "worker"],
    ]);
    for (const name of ["DATABASE_URL", "PLUMBLINE_SECRET", "STORAGE_DIRECTORY"])
      expect([one.environment?.[name], worker.environment?.[name]]).toEqual([
        worker.environment?.[name],
        expect.any(String),
      ]);
    expect([one.ports, worker.ports, proxy.ports]).toEqual([undefined, undefined, ["3000:3000"]]);
  });

  test("keeps backups of the background process in a volume of their own, and waits for a stop in order", () => {
    expect(worker.environment?.["BACKUP_DIRECTORY"]).toBe("/backups");
    expect(worker.volumes).toContain("backups:/backups");
    expect(one.environment?.["BACKUP_DIRECTORY"]).toBeUndefined();
    const used = Object.values(compose.services).flatMap(({ volumes = [] }) =>
      volumes.map((one) => one.split(":")[0] ?? ""),
    );
    expect([...new Set(used)].sort()).toEqual(Object.keys(compose.volumes).sort());
    expect(seconds(one.stop_grace_period)).toBeGreaterThan(
      Number(one.environment?.["STOP_NOTICE_SECONDS"]) + afterNotice,
    );
  });
});

describe("public/deploy/kubernetes.yaml", () => {
  test("names settings, commands and addresses that there are", () => {
    const { data = {} } = items.find(({ kind }) => kind === "ConfigMap") ?? {};
    const secrets = [...text.matchAll(/--from-literal=(\w+)=/g)].map(([, name = ""]) => name);
    const more = workloads
      .flatMap(({ spec }) => spec.template.spec.containers[0].env ?? [])
      .map(({ name }) => name);
    const names = [...Object.keys(data), ...secrets, ...more];
    expect(names.filter((name) => !isSetting(name))).toEqual([]);
    expect(names).toEqual(expect.arrayContaining(["DATABASE_URL", "PLUMBLINE_SECRET", "S3_BUCKET"]));
    for (const { spec } of workloads) expectCommand(spec.template.spec.containers[0].command);
    const { readinessProbe, livenessProbe, startupProbe } =
      named("plumbline-web")?.template.spec.containers[0] ?? {};
    expect([readinessProbe?.httpGet.path, livenessProbe?.httpGet.path]).toEqual([
      "/api/health/ready",
      "/api/health/live",
    ]);
    for (const probe of [readinessProbe, livenessProbe, startupProbe])
      expect(existsSync(`app${probe?.httpGet.path}/route.ts`)).toBe(true);
  });

  test("runs everything without root, with nothing writable but its folders, and with limits", () => {
    expect(workloads.map(({ metadata }) => metadata.name)).toEqual([
      "plumbline-migrate",
      "plumbline-web",
      "plumbline-worker",
    ]);
    for (const { spec } of workloads) {
      const pod = spec.template.spec;
      const [container] = pod.containers;
      expect(pod.securityContext).toMatchObject({
        runAsNonRoot: true,
        seccompProfile: { type: "RuntimeDefault" },
      });
      expect(pod.automountServiceAccountToken).toBe(false);
      expect(container.securityContext).toEqual({
        ...{ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true },
        capabilities: { drop: ["ALL"] },
      });
      expect(Object.keys({ ...container.resources.requests, ...container.resources.limits }).sort()).toEqual([
        "cpu",
        "memory",
      ]);
      expect(container.volumeMounts.map(({ name }) => name)).toEqual(pod.volumes.map(({ name }) => name));
    }
  });

  test("lets a web server go on answering while nobody is sent to it any more", () => {
    const { data = {} } = items.find(({ kind }) => kind === "ConfigMap") ?? {};
    const web = named("plumbline-web");
    expect(web?.replicas).toBeGreaterThanOrEqual(2);
    expect(web?.template.spec.terminationGracePeriodSeconds).toBeGreaterThan(
      Number(data["STOP_NOTICE_SECONDS"]) + afterNotice,
    );
    const service = items.find(({ kind }) => kind === "Service");
    expect(web?.template.metadata.labels).toMatchObject(service?.spec.selector ?? { none: true });
  });
});
