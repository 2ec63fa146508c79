// Runs before every npm script, on a host with Node 20 and nothing installed yet: plain JavaScript,
// built-in modules only. It installs the packages, generates the database client, and is silent
// and quick when there is nothing to do.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const inRoot = (...parts) => path.join(root, ...parts);
const windows = process.platform === "win32";
const oldestNode = 22;

class Problem extends Error {}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

const installStamp = inRoot("node_modules/.plumbline-stamp");

function lockHash() {
  const file = inRoot("package-lock.json");
  if (!existsSync(file))
    throw new Problem("package-lock.json is missing. Restore it with: git checkout package-lock.json");
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}

// An optional package of another operating system or processor is absent by design.
function mayBeAbsent(entry) {
  if (!entry.optional) return false;
  const { os, cpu, libc } = entry;
  return (
    !os || libc || ![os].flat().includes(process.platform) || !cpu || ![cpu].flat().includes(process.arch)
  );
}

// A developer's own `npm install` leaves no stamp; npm's record of what it installed (written last,
// so a half-finished install has none) then tells whether anything is missing.
function packagesAreInstalled() {
  const wanted = lockHash();
  if (existsSync(installStamp) && readFileSync(installStamp, "utf8") === wanted) return true;
  const packages = readJson(inRoot("package-lock.json"))?.packages ?? {};
  const installed = readJson(inRoot("node_modules/.package-lock.json"))?.packages ?? {};
  const complete = Object.entries(packages).every(([name, entry]) => {
    const found = installed[name];
    if (name === "" || (!found && mayBeAbsent(entry))) return true;
    return found?.version === entry.version && found?.integrity === entry.integrity;
  });
  if (complete) writeFileSync(installStamp, wanted);
  return complete;
}

function run(command, args, environment = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, ...environment },
    shell: windows,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = `${result.stdout ?? ""}${result.stderr ?? ""}`.trim();
  return { ok: result.status === 0, output: output || String(result.error ?? "") };
}

// No install script of any package is run: they are not needed, and one of them downloads an
// engine from outside the package registry.
function installPackages() {
  console.error("Installing packages (first start, about a minute) …");
  const result = run("npm", [
    "ci",
    "--ignore-scripts",
    "--include=dev",
    "--include=optional",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
  ]);
  if (result.ok) return writeFileSync(installStamp, lockHash());
  throw new Problem(
    `The packages could not be installed.\n${result.output}\nThis step needs the package registry and a writable project folder; then run the same command again.`,
  );
}

function nodeForTools() {
  const bundled = inRoot("node_modules/.bin", windows ? "node.cmd" : "node");
  if (existsSync(bundled)) return bundled;
  if (Number.parseInt(process.versions.node, 10) >= oldestNode) return process.execPath;
  throw new Problem(
    `This computer has Node ${process.versions.node} and no Node 24 is bundled for ${process.platform}-${process.arch}. Install Node 24 (at least ${oldestNode}) and run the same command again.`,
  );
}

function schemaHash() {
  const hash = createHash("sha256");
  hash.update(readJson(inRoot("node_modules/prisma/package.json"))?.version ?? "none");
  const folder = inRoot("prisma/schema");
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true }).map(String) : [];
  const files = names.filter((name) => name.endsWith(".prisma")).sort();
  if (files.length === 0) return undefined;
  for (const name of files) hash.update(`\0${name}\0`).update(readFileSync(path.join(folder, name)));
  return hash.digest("hex");
}

// `prisma generate` starts by looking for its schema engine and would download it, although
// generating never runs it: naming any existing file is enough.
function generateClient() {
  const generated = inRoot("lib/platform/database/generated");
  const stamp = path.join(generated, ".stamp");
  const wanted = schemaHash();
  if (!wanted || (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted)) return;
  const node = nodeForTools();
  const result = run(node, [inRoot("node_modules/prisma/build/index.js"), "generate"], {
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
    CHECKPOINT_DISABLE: "1",
  });
  if (!result.ok)
    throw new Problem(`The database client could not be generated from prisma/schema.\n${result.output}`);
  writeFileSync(stamp, wanted);
}

// Process numbers are used again; on Linux the moment of birth tells two holders of one apart.
function identity(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, "utf8");
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${pid} ${boot} ${status.slice(status.lastIndexOf(")") + 2).split(" ")[19]}`;
  } catch {
    return String(pid);
  }
}

// A lock whose holder died is free; one just created may not name its holder yet.
function lockIsFree(lock) {
  try {
    const holder = readFileSync(lock, "utf8");
    if (holder === "") return Date.now() - statSync(lock).mtimeMs > 5000;
    const pid = Number.parseInt(holder, 10);
    process.kill(pid, 0);
    return identity(pid) !== holder;
  } catch (error) {
    return error.code === "ESRCH";
  }
}

// Two commands started at once must not install or generate over each other.
async function withLock(action) {
  const lock = inRoot(".plumbline/bootstrap.lock");
  mkdirSync(path.dirname(lock), { recursive: true, mode: 0o711 });
  const deadline = Date.now() + 10 * 60_000;
  for (;;) {
    try {
      writeFileSync(lock, identity(process.pid), { flag: "wx" });
      break;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
      if (lockIsFree(lock)) rmSync(lock, { force: true });
      else await new Promise((resolve) => setTimeout(resolve, 200));
      if (Date.now() > deadline)
        throw new Problem(
          `Another command has been preparing this folder for ten minutes. Stop it, or delete ${lock}.`,
        );
    }
  }
  try {
    action();
  } finally {
    rmSync(lock, { force: true });
  }
}

try {
  if (Number.parseInt(process.versions.node, 10) < 20) {
    throw new Problem(`Plumbline needs Node 20 or newer to start; this is Node ${process.versions.node}.`);
  }
  await withLock(() => {
    if (!packagesAreInstalled()) installPackages();
    nodeForTools();
    generateClient();
  });
} catch (error) {
  const unwritable = error.code === "EACCES" || error.code === "EPERM" || error.code === "EROFS";
  if (unwritable) console.error(`The project folder cannot be written by this user: ${error.message}`);
  else console.error(error instanceof Problem ? error.message : error);
  process.exitCode = 1;
}
