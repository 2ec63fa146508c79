import { describe, expect, test } from "vitest";
import { readCisoAssistant } from "@/lib/domain/frameworks/versions/files/ciso-assistant";
import { readApart } from "@/lib/domain/frameworks/versions/files/read-apart";

const node = (index: number) =>
  `      - urn: urn:x:req:${index}\n        assessable: true\n        depth: 1\n        ref_id: R.${index}\n        name: Rule ${index}\n`;
const library = (count: number, more = "") =>
  `urn: urn:x\nname: Rules\nref_id: rules\nobjects:\n  framework:\n    urn: urn:x:f\n    ref_id: rules\n    requirement_nodes:\n${Array.from({ length: count }, (_, index) => node(index)).join("")}${more}`;

describe("a long library of CISO Assistant", () => {
  test("is read in a thread of its own, to the same as anywhere, while others are served", async () => {
    const text = library(3_000);
    let served = 0;
    const others = setInterval(() => {
      served += 1;
    }, 10);
    const found = await readApart("framework", text).finally(() => clearInterval(others));
    expect(found).toEqual(readCisoAssistant(text));
    expect(served).toBeGreaterThan(20);
  });

  test("is refused with its lines, as a short one is", async () => {
    await expect(readApart("framework", library(1, node(0)))).rejects.toMatchObject({
      status: 400,
      problems: [{ path: "file", message: expect.stringMatching(/^Line \d+: the URN .* stands twice/) }],
    });
  });

  test("that takes more time than is given to one is refused, and what is asked next is read", async () => {
    const limits = { megabytes: 512, patience: 1 };
    await expect(readApart("framework", library(3), limits)).rejects.toMatchObject({
      problems: [{ message: expect.stringContaining("more time") }],
    });
    expect((await readApart("framework", library(3))).lines).toHaveLength(3);
  });
});
