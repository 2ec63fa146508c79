import { readdirSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { refusalOfFile, shownInline } from "@/lib/domain/evidence/files/rules";
import type { Actor } from "@/lib/platform/access/actor";
import { type Answer, request } from "@/tests/support/door";
import { createWorld, personWith, tokenOf, type World } from "@/tests/support/world";

let world: World;
let owner: Actor;
let token: string;

beforeAll(async () => {
  world = await createWorld();
  owner = await personWith("risk-owner", world.claims);
  token = await tokenOf(owner, world.root);
});

const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABh6FO1AAAAABJRU5ErkJggg==",
  "base64",
);
const pdf = "%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
const elf = Buffer.concat([Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]), Buffer.alloc(64)]);
const windows = Buffer.concat([Buffer.from("MZ"), Buffer.alloc(200)]);

const onDisk = () =>
  readdirSync(process.env["STORAGE_DIRECTORY"] ?? "", { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile(),
  ).length;

function send(raw: BodyInit, name: string, headers: Record<string, string> = {}): Promise<Answer> {
  return request("POST", `/evidence/files?name=${encodeURIComponent(name)}`, {
    token,
    headers: { "content-type": "application/octet-stream", ...headers },
    raw,
  });
}

async function served(raw: BodyInit, name: string, show = true): Promise<Answer> {
  const { body: file } = await send(raw, name);
  const { body: made } = await request("POST", "/evidence", {
    token,
    body: { title: name, kind: "other", unitId: world.claims, fileId: file["id"] },
  });
  return request("GET", `/evidence/${made["id"]}/versions/1/content${show ? "?show=true" : ""}`, { token });
}

describe("what a file is, its content says, not its name and not its sender", () => {
  test.each([
    ["words", "plain.pdf", "text/plain"],
    [pdf, "report.txt", "application/pdf"],
    [png, "page.html", "image/png"],
    ["<!doctype html><p>Hello", "page.png", "text/html"],
    ["  <html><body>x", "page.txt", "text/html"],
    ["<!-- a remark --><script>alert(1)</script>", "x.txt", "text/html"],
    [svg, "drawing.png", "image/svg+xml"],
    [`<?xml version="1.0"?>\n<!-- x -->${svg}`, "drawing.xml", "image/svg+xml"],
    ['<?xml version="1.0"?><bom/>', "bom.xml", "application/xml"],
    [Buffer.from([0, 1, 2, 3, 250, 251]), "noise.txt", "application/octet-stream"],
    ["Grüße aus Köln", "utf8", "text/plain"],
  ])("%#: %s", async (raw, name, expected) => {
    const { status, body } = await send(raw as BodyInit, name, { "content-type": "image/png" });
    expect([status, body["mediaType"]]).toEqual([201, expected]);
  });
});

describe("a program is refused with what to do, and nothing of it is kept", () => {
  test.each([
    [elf, "report.pdf"],
    [windows, "report.docx"],
    ["#!/bin/sh\nrm -rf /", "notes.txt"],
    ["MsgBox 1", "notes.vbs"],
    ["echo", "run.BAT"],
    ["words", "installer.msi"],
    [Buffer.from("0061736d01000000", "hex"), "module.bin"],
  ])("%#: %s", async (raw, name) => {
    const before = onDisk();
    const { status, body } = await send(raw as BodyInit, name);
    expect(status).toBe(400);
    expect(body["errors"]).toEqual([
      { path: "file", message: expect.stringMatching(/program.*refused.*Send/) },
    ]);
    expect(onDisk()).toBe(before);
  });

  test("also where it did not come through the door", () => {
    expect(refusalOfFile({ name: "a.txt", mediaType: "application/x-elf" })).not.toBeNull();
    expect(refusalOfFile({ name: "a.exe", mediaType: "text/plain" })).not.toBeNull();
    expect(refusalOfFile({ name: "a.exe.txt", mediaType: "text/plain" })).toBeNull();
  });
});

describe("limits", () => {
  test("a file of more than 50 MB is refused before a byte of it is read, one without content too", async () => {
    const large = await send("x", "large.bin", { "content-length": String(50 * 1024 * 1024 + 1) });
    expect([large.status, large.body["detail"]]).toEqual([413, expect.stringContaining("50 MB")]);
    expect((await send("", "empty.txt")).status).toBe(400);
  });

  test("the same bytes are stored once, under however many names", async () => {
    await send("the very same", "one.txt");
    const before = onDisk();
    const answers = await Promise.all([send("the very same", "two.txt"), send("the very same", "three.txt")]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(onDisk()).toBe(before);
  });
});

describe("a browser", () => {
  test.each([
    ["an image", png, "a.png", "inline"],
    ["a PDF", pdf, "a.pdf", "inline"],
    ["an SVG", svg, "a.svg", "attachment"],
    ["HTML", "<html><script>alert(1)</script></html>", "a.html", "attachment"],
    ["HTML named as an image", "<html><script>alert(1)</script></html>", "a.png", "attachment"],
    ["text", "words", "a.txt", "attachment"],
  ])("shows %s only in a sandbox, if at all", async (_what, raw, name, expected) => {
    const { headers } = await served(raw as BodyInit, name);
    expect(headers.get("content-disposition")).toMatch(new RegExp(`^${expected};`));
    expect(headers.get("content-security-policy")).toMatch(/^sandbox; default-src 'none'/);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("cache-control")).toContain("no-store");
  });

  test("saves even an image unless it was asked to show it", async () => {
    const { headers } = await served(png, "b.png", false);
    expect(headers.get("content-disposition")).toMatch(/^attachment;/);
  });

  test("is shown nothing but pictures without scripts, and PDF", () => {
    for (const type of ["text/html", "image/svg+xml", "application/xml", "text/plain", "image/tiff"])
      expect(shownInline(type)).toBe(false);
  });

  test("gets the bytes as they were handed in, and a version that is not there is not found", async () => {
    const { body } = await served("exactly these words", "c.txt");
    expect(body["text"]).toBe("exactly these words");
    const { body: list } = await request("GET", "/evidence?limit=1", { token });
    const [{ id }] = list["rows"] as [{ id: string }];
    expect((await request("GET", `/evidence/${id}/versions/9/content`, { token })).status).toBe(404);
  });

  test("of somebody in another unit gets nothing", async () => {
    const { body: list } = await request("GET", "/evidence?limit=1", { token });
    const [{ id }] = list["rows"] as [{ id: string }];
    const other = await tokenOf(await personWith("lead", world.clinics), world.root);
    expect((await request("GET", `/evidence/${id}/versions/1/content`, { token: other })).status).toBe(404);
  });
});
