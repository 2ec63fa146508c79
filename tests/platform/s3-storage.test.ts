import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

// A bucket of another maker, as far as the adapter speaks with it: PUT, HEAD, GET and DELETE of objects by name.
const objects = new Map<string, Buffer>();
const asked: string[] = [];
const putAt = new Date();
let server: Server;

function headersOf(method: string | undefined, { byteLength }: Buffer) {
  const read = method === "GET" || method === "HEAD";
  return { "last-modified": putAt.toUTCString(), ...(read ? { "content-length": byteLength } : {}) };
}

// One name at a time, so that a second page is asked for.
function listing(asked: URLSearchParams): string {
  const prefix = asked.get("prefix") ?? "";
  const keys = [...objects.keys()]
    .map((name) => name.slice("/evidence/".length))
    .filter((key) => key.startsWith(prefix));
  const at = Number(asked.get("continuation-token") ?? 0);
  const next = at + 1 < keys.length ? `<NextContinuationToken>${at + 1}</NextContinuationToken>` : "";
  return `<ListBucketResult>${keys[at] ? `<Contents><Key>${keys[at]}</Key><Size>${objects.get(`/evidence/${keys[at]}`)?.length}</Size><LastModified>${putAt.toISOString()}</LastModified></Contents>` : ""}${next}</ListBucketResult>`;
}

beforeAll(async () => {
  server = createServer((request, response) => {
    const { pathname: name, searchParams } = new URL(request.url ?? "", "http://bucket");
    if (searchParams.has("list-type")) return response.end(listing(searchParams));
    asked.push(`${request.method} ${name}`);
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      if (request.method === "PUT" && request.headers["if-none-match"] && objects.has(name)) {
        response.writeHead(412).end("<Error><Code>PreconditionFailed</Code></Error>");
        return;
      }
      if (request.method === "PUT") objects.set(name, Buffer.concat(chunks));
      const found = objects.get(name);
      if (request.method === "DELETE") objects.delete(name);
      const known =
        request.method === "PUT" || name.split("/").filter(Boolean).length === 1 || found !== undefined;
      response.writeHead(known ? 200 : 404, found ? headersOf(request.method, found) : {});
      response.end(request.method === "GET" ? found : undefined);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  Object.assign(process.env, {
    S3_BUCKET: "evidence",
    CHECKPOINT_BUCKET: "evidence",
    S3_ENDPOINT: `http://127.0.0.1:${port}`,
    S3_ACCESS_KEY_ID: "key",
    S3_SECRET_ACCESS_KEY: "secret",
  });
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

test("with a bucket in the settings, files go there under their SHA-256, once, and come back as they were", async () => {
  const { storage } = await import("@/lib/platform/storage/storage");
  const content = "evidence of a control";
  const sha256 = createHash("sha256").update(content).digest("hex");
  const file = path.join(tmpdir(), `plumbline-s3-${process.pid}`);
  writeFileSync(file, content);
  await storage().check();
  expect(await storage().has(sha256)).toBe(false);
  await storage().put(sha256, file, content.length);
  await storage().put(sha256, file, content.length);
  expect(asked.filter((one) => one.startsWith("PUT"))).toEqual([`PUT /evidence/${sha256}`]);
  expect(await new Response(await storage().get(sha256)).text()).toBe(content);
  // Beside the files of others in the same bucket; each page is asked for.
  for (const name of ["notes/1", "0-report.pdf"]) objects.set(`/evidence/${name}`, Buffer.from("another's"));
  const listed: unknown[] = [];
  for await (const entry of storage().list()) listed.push(entry);
  expect(listed).toEqual([{ name: sha256, size: content.length, putAt }]);
  for (const name of ["notes/1", "0-report.pdf"]) objects.delete(`/evidence/${name}`);
  await expect(storage().get("0".repeat(64))).rejects.toThrow();
  await storage().remove(sha256, new Date(putAt.getTime() - 60_000));
  expect(await storage().has(sha256)).toBe(true);
  await storage().remove(sha256, new Date(putAt.getTime() + 60_000));
  expect(await storage().has(sha256)).toBe(false);
});

test("with a bucket for them, checkpoints are added under names of their own, and never written over", async () => {
  const { copyElsewhere, keptElsewhere, notesElsewhere } = await import(
    "@/lib/platform/audit/kept-elsewhere"
  );
  const kept = keptElsewhere();
  if (!kept) throw new Error("The settings name a bucket.");
  expect(await notesElsewhere(kept)).toEqual([]);
  const notes = [
    { size: 9, note: "nine" },
    { size: 10, note: "ten" },
  ];
  expect(await copyElsewhere(kept, notes)).toBe(2);
  expect(await copyElsewhere(kept, notes)).toBe(0);
  expect(await notesElsewhere(kept)).toEqual(notes);
  const [name = ""] = await kept.names();
  await kept.add(name, "something else");
  expect(await notesElsewhere(kept)).toEqual(notes);
});
