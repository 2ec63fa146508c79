import { readdirSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { type Answer, request } from "@/tests/support/door";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, tokenOf, type World } from "@/tests/support/world";

let world: World;
let token: string;

beforeAll(async () => {
  world = await createWorld();
  token = await tokenOf(await personWith("lead", world.insurance), world.root);
});

const megabyte = new Uint8Array(1024 * 1024).fill(120);

/** Returns a body of so many megabytes that is made while it is sent. */
function megabytes(count: number): ReadableStream<Uint8Array> {
  let sent = 0;
  return new ReadableStream({
    pull(controller) {
      if (sent++ < count) controller.enqueue(megabyte);
      else controller.close();
    },
  });
}

function upload(
  raw: BodyInit | undefined,
  headers: Record<string, string> = {},
  name = "evidence.txt",
): Promise<Answer> {
  const path = `/files?unitId=${world.claims}&name=${encodeURIComponent(name)}`;
  return request("POST", path, {
    token,
    headers: { "content-type": "application/octet-stream", ...headers },
    ...(raw === undefined ? {} : { raw }),
  });
}

const stored = () =>
  asOwner(async (client) => (await client.query("select count(*)::int as n from files")).rows[0].n);
const onDisk = () =>
  readdirSync(process.env["STORAGE_DIRECTORY"] ?? "", { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile(),
  ).length;

async function expectRefused(answer: Answer, status: number): Promise<void> {
  expect(answer.status).toBe(status);
  expect(answer.body["detail"]).toMatch(/Choose|Send|Split/);
  expect([await stored(), onDisk()]).toEqual([0, 0]);
}

describe("an upload that cannot be taken is refused with what to do, and nothing of it is kept", () => {
  test("an empty file", async () => {
    await expectRefused(await upload(new Uint8Array(0)), 400);
    await expectRefused(await upload(undefined), 400);
  });

  test("a file that says it is larger than the limit, before a byte of it is read", async () => {
    await expectRefused(await upload("x", { "content-length": String(100 * 1024 * 1024) }), 413);
  });

  test("a file of 100 MB that does not say how large it is, in bounded memory", async () => {
    const before = process.memoryUsage().rss;
    await expectRefused(await upload(megabytes(100)), 413);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
  });

  test("a file that was cut short on its way", async () => {
    await expectRefused(await upload("only this much", { "content-length": "1000" }), 400);
  });
});

test("a file is kept under the name without its folders, once for the same content, and comes back as it was sent", async () => {
  const first = await upload("the very words", {}, "../../etc/passwd");
  expect(first.status).toBe(201);
  await upload("the very words", {}, "copy.txt");
  expect([await stored(), onDisk()]).toEqual([2, 1]);
  const { body: file } = await request("GET", `/files/${first.body["id"]}`, { token });
  expect(file["name"]).toBe("passwd");
  const content = await request("GET", `/files/${first.body["id"]}/content`, { token });
  expect(content.body["text"]).toBe("the very words");
  expect(content.headers.get("content-disposition")).toMatch(/^attachment/);
  expect(content.headers.get("content-security-policy")).toContain("sandbox");
});
