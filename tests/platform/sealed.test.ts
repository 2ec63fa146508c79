import { expect, test } from "vitest";
import { newestSealingKey, seal, sealedUnder, unseal } from "@/lib/platform/crypto/sealed";

const [now, before, other] = ["a1", "b2", "c3"].map((start) => start.padEnd(64, "0")) as [
  string,
  string,
  string,
];
const place = { table: "authenticators", id: "01930000-0000-7000-8000-000000000001", column: "secret" };

test("a sealed secret opens where it was sealed, twice sealed is never the same, and shows nothing of what is in it", () => {
  const [one, two] = [seal("JBSWY3DPEHPK3PXP", place, [now]), seal("JBSWY3DPEHPK3PXP", place, [now])];
  expect([unseal(one, place, [now]), unseal(two, place, [now])]).toEqual(Array(2).fill("JBSWY3DPEHPK3PXP"));
  expect(one).not.toBe(two);
  expect(one).not.toContain("JBSWY3DPEHPK3PXP");
});

test("taken to another row, column or table, or changed by one bit, it does not open", () => {
  const sealed = seal("a secret", place, [now]);
  for (const wrong of [
    { ...place, id: "01930000-0000-7000-8000-000000000002" },
    { ...place, column: "name" },
    { ...place, table: "passkeys" },
  ])
    expect(() => unseal(sealed, wrong, [now])).toThrow("was changed, or belongs to another record");
  const [form, id, bytes = ""] = sealed.split(".");
  for (let at = 0; at < bytes.length; at += 7) {
    const changed = bytes.slice(0, at) + (bytes[at] === "A" ? "B" : "A") + bytes.slice(at + 1);
    expect(() => unseal([form, id, changed].join("."), place, [now])).toThrow("was changed");
  }
});

test("what an earlier secret sealed opens as long as that secret is known; without it the message names the key and the setting", () => {
  const old = seal("a secret", place, [before]);
  expect(unseal(old, place, [now, other, before])).toBe("a secret");
  expect(() => unseal(old, place, [now, other])).toThrow(
    new RegExp(`under the key ${sealedUnder(old)}, which is not known here.+PLUMBLINE_PREVIOUS_SECRETS`),
  );
  expect(sealedUnder(seal("a secret", place, [now, before]))).toBe(newestSealingKey([now]));
});
