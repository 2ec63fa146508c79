import { expect, test } from "vitest";
import { Download } from "@/lib/platform/http/download";

const headersOf = (name: string) =>
  new Download(name, "text/csv", new Blob(["a"]).stream()).response().headers;

test.each([
  ['a"; filename="b.html', "a-filename-b.html"],
  ["risks.csv\r\nSet-Cookie: a=b", "risks.csv-Set-Cookie-a-b"],
  ["../../etc/passwd", "..-..-etc-passwd"],
  ["Übersicht – 東京.csv", "-bersicht-.csv"],
])("a file named %j is saved under a name that breaks no header", (name, ascii) => {
  const value = headersOf(name).get("content-disposition");
  expect(value).toBe(`attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name)}`);
  expect(value).toMatch(/^[\x20-\x7e]+$/);
});

test("a file is saved, not shown, and whatever it holds runs nowhere", () => {
  const headers = headersOf("risks.csv");
  expect(headers.get("content-security-policy")).toBe("sandbox; default-src 'none'");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("cache-control")).toBe("private, no-store");
});
