import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  envelopePath,
  envelopeText,
  predicateType,
  signedBytes,
  trustedKeys,
} from "@/lib/domain/audit-packs/format/envelope";
import { verifyPack } from "@/lib/domain/audit-packs/format/verify";
import { verifyPage } from "@/lib/domain/audit-packs/verify-page/write-page";
import { mutants } from "@/tests/support/pack-mutations";
import { archiveOf, filesOf, newPackKey, signedWith, smallPack } from "@/tests/support/packs";

const folder = mkdtempSync(path.join(tmpdir(), "plumbline-packs-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const key = newPackKey();
let pack: Buffer;

beforeAll(async () => {
  pack = await smallPack(key);
});

const check = async (bytes: Uint8Array, pem = key.pem) =>
  verifyPack(new Blob([new Uint8Array(bytes)]), await trustedKeys(pem));

describe("an audit pack", () => {
  test("is the same bytes when the same files are signed with the same key, and is verified with it", async () => {
    expect((await smallPack(key)).equals(pack)).toBe(true);
    expect(await check(pack)).toMatchObject({
      verdict: "verified",
      problems: [],
      keyId: key.id,
      files: 5,
      about: { organisation: "Sample" },
    });
  });

  test("is verified with any of several trusted keys, and refused by a key that did not sign it", async () => {
    const other = newPackKey();
    expect((await check(pack, other.pem + key.pem)).verdict).toBe("verified");
    const refused = await check(pack, other.pem);
    expect([refused.verdict, refused.problems[0]?.what]).toEqual([
      "altered",
      expect.stringContaining(`signed with the key ${key.id.slice(0, 16)}…, which is not one that you trust`),
    ]);
  });

  test("names the file in which one byte was changed", async () => {
    const copy = Buffer.from(pack);
    const at = copy.indexOf("Minutes of");
    copy[at] = 0x6d;
    const { verdict, problems } = await check(copy);
    expect([verdict, [...new Set(problems.map(({ file }) => file))]]).toEqual([
      "altered",
      ["evidence/e-0001-v1-minutes.txt"],
    ]);
  });

  test("is refused after each of 20 alterations, of every kind, with what is wrong", async () => {
    for await (const { kind, pack: altered } of mutants(pack, key.id, 20, 20_261_127)) {
      const { verdict, problems } = await check(altered);
      expect([kind, verdict, problems.length > 0]).toEqual([kind, "altered", true]);
    }
  });

  test("of a newer format is not decided upon", async () => {
    const files = await filesOf(pack);
    const envelope = files.find(({ path: name }) => name === envelopePath);
    const old = Buffer.from(JSON.parse(envelope?.data.toString() ?? "").payload, "base64").toString();
    const payload = Buffer.from(old.replace(predicateType, "urn:plumbline:audit-pack:2"));
    const { keyId, signature } = signedWith(key)(signedBytes(payload));
    const data = Buffer.from(envelopeText(payload.toString("base64"), keyId, signature));
    const newer = files.map((file) => (file === envelope ? { ...file, data } : file));
    expect((await check(archiveOf(newer))).verdict).toBe("undecided");
  });

  test("can be checked with openssl and a ZIP reader alone", async () => {
    const files = await filesOf(pack);
    const place = (name: string) => path.join(folder, "independent", name);
    for (const { path: name, data } of files) {
      mkdirSync(path.dirname(place(name)), { recursive: true });
      writeFileSync(place(name), data);
    }
    const read = (name: string) =>
      JSON.parse(files.find(({ path: at }) => at === name)?.data.toString() ?? "");
    const { payloadType, payload, signatures } = read("manifest.dsse.json");
    const bytes = Buffer.from(payload, "base64");
    writeFileSync(
      place("signed"),
      Buffer.concat([Buffer.from(`DSSEv1 ${payloadType.length} ${payloadType} ${bytes.length} `), bytes]),
    );
    writeFileSync(place("signature"), Buffer.from(signatures[0].sig, "base64"));
    writeFileSync(place("key.pem"), key.pem);
    const openssl = (...words: string[]) =>
      execFileSync("openssl", words, { cwd: place("."), encoding: "utf8" });
    const verified = openssl(
      "pkeyutl",
      "-verify",
      "-pubin",
      "-inkey",
      "key.pem",
      "-rawin",
      "-in",
      "signed",
      "-sigfile",
      "signature",
    );
    expect(verified).toContain("Verified Successfully");
    const digestOf = (name: string) => openssl("dgst", "-sha256", "-r", name).split(" ")[0];
    const statement = JSON.parse(bytes.toString());
    expect(statement.subject).toEqual([
      { name: "manifest.json", digest: { sha256: digestOf("manifest.json") } },
    ]);
    const listed = read("manifest.json").files as { path: string; sha256: string }[];
    expect(
      listed
        .map(({ path: name }) => name)
        .concat("manifest.dsse.json", "manifest.json")
        .sort(),
    ).toEqual(files.map(({ path: name }) => name).sort());
    for (const { path: name, sha256 } of listed) expect(digestOf(name)).toBe(sha256);
  });
});

describe("plumbline verify", () => {
  const plumbline = (...words: string[]) => {
    const args = ["--conditions=react-server", "--import", "tsx", "lib/cli/main.ts", "verify", ...words];
    const env = {
      ...process.env,
      DATABASE_URL: "postgres://nobody@127.0.0.1:9/none",
      PLUMBLINE_DATA: "/dev/null",
    };
    try {
      return {
        code: 0,
        output: execFileSync(process.execPath, args, { env, encoding: "utf8", stdio: "pipe" }),
      };
    } catch (error) {
      const { status, stdout, stderr } = error as { status: number; stdout: string; stderr: string };
      return { code: status, output: stdout + stderr };
    }
  };
  const file = (name: string, content: string | Buffer) => {
    writeFileSync(path.join(folder, name), content);
    return path.join(folder, name);
  };

  test("needs no database, and ends with 0 for a pack as it was signed, 1 for an altered one, 2 where it cannot decide", async () => {
    const pem = file("key.pem", key.pem);
    const good = file("good.zip", pack);
    expect(plumbline(good, "--key", pem)).toEqual({
      code: 0,
      output: expect.stringContaining("Verified: 5 files"),
    });
    const altered = Buffer.from(pack);
    altered[altered.indexOf("A risk")] = 0x61;
    const bad = plumbline(file("bad.zip", altered), "--key", pem, "--json");
    expect([bad.code, JSON.parse(bad.output)]).toEqual([
      1,
      expect.objectContaining({
        ok: false,
        verdict: "altered",
        problems: expect.arrayContaining([expect.objectContaining({ file: "registers/risks.csv" })]),
      }),
    ]);
    expect(plumbline(good, "--key", file("none.pem", "no key"))).toEqual({
      code: 2,
      output: expect.stringContaining("no public key in PEM form"),
    });
    expect(plumbline(path.join(folder, "nowhere.zip"), "--key", pem)).toMatchObject({ code: 2 });
    expect(plumbline(good)).toMatchObject({ code: 3, output: expect.stringContaining("--key public.pem") });
  });
});

test("verify.html is one file without a connection, whose policy names its one script", () => {
  const page = verifyPage();
  expect(page).toMatch(/script-src 'sha256-[A-Za-z0-9+/]{43}='/);
  expect(page).not.toMatch(/https?:\/\/(?!in-toto)|^import\b|script-hash/m);
  expect(page.match(/<script>/g)).toHaveLength(1);
  expect(page).toContain("verifyPack");
});
