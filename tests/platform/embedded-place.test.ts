import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { mayEnter } from "@/lib/platform/database/embedded/account";

// Where the account of PostgreSQL may go: into a folder that lets it in, if every folder above does so, too.

const above = mkdtempSync(path.join(tmpdir(), "plumbline-place-"));
const folder = path.join(above, "folder");
mkdirSync(folder);
const { uid, gid } = statSync(folder);
const member = { uid: uid + 1, gid };
const stranger = { uid: uid + 1, gid: gid + 1 };

beforeEach(() => {
  for (const one of [above, folder]) chmodSync(one, 0o711);
});
afterAll(() => rmSync(above, { recursive: true }));

test.each([
  { who: "its owner", account: { uid, gid: gid + 1 }, mode: 0o611 },
  { who: "a member of its group", account: member, mode: 0o701 },
  { who: "anybody else", account: stranger, mode: 0o710 },
])("a folder is entered by $who where its mode says so", async ({ account, mode }) => {
  expect(await mayEnter(account, folder)).toBe(true);
  chmodSync(folder, mode);
  expect(await mayEnter(account, folder)).toBe(false);
});

test.each([
  { who: "a member of its group", account: member, mode: 0o701 },
  { who: "anybody else", account: stranger, mode: 0o710 },
])("a folder below one that lets $who not in is not entered either", async ({ account, mode }) => {
  chmodSync(above, mode);
  expect(await mayEnter(account, folder)).toBe(false);
});
