import { beforeAll, describe, expect, test } from "vitest";
import { libraryControls } from "@/lib/domain/controls/queries/library";
import { shippedFrameworks } from "@/lib/domain/frameworks/queries/shipped";
import { filledPolicy, gapsOf, partsOf, policyText } from "@/lib/domain/policies/rules";
import { placeholderKeys } from "@/lib/domain/policies/schema";
import { shippedPolicies } from "@/lib/domain/policies/shipped";
import { request } from "@/tests/support/door";
import { createWorld, personWith, tokenOf } from "@/tests/support/world";

const everything = Object.fromEntries(placeholderKeys.map((key) => [key, `<${key}>`]));

describe.each(shippedPolicies().map((template) => ({ name: template.key, template })))(
  "$name",
  ({ template }) => {
    test("names only requirements and controls that exist", () => {
      const requirements = new Set(
        shippedFrameworks().flatMap((one) => one.requirements.map(({ key }) => key)),
      );
      const controls = new Set(libraryControls().map(({ key }) => key));
      const clauses = partsOf(template).flatMap((part) => part.clauses);
      const lost = clauses.flatMap((clause) => [
        ...clause.requirements
          .map(({ framework, ref }) => `${framework}:${ref}`)
          .filter((one) => !requirements.has(one)),
        ...clause.controls.filter((one) => !controls.has(one)),
      ]);
      expect(lost).toEqual([]);
    });

    test("asks for all that its text needs, and for nothing else", () => {
      const asked = template.placeholders.map(({ key }) => key).toSorted();
      const used = [...new Set(JSON.stringify(template).match(/\{\{\w+\}\}/g))].map((one) =>
        one.slice(2, -2),
      );
      expect(used.toSorted()).toEqual(asked);
    });

    test("filled in, it has no gap and no brace left; empty, every gap is seen", () => {
      expect(gapsOf(template, everything)).toEqual([]);
      expect(JSON.stringify(filledPolicy(template, everything))).not.toMatch(/\{\{\w|\w\}\}/);
      const empty = JSON.stringify(filledPolicy(template, {}));
      for (const { label } of gapsOf(template, {})) expect(empty).toContain(`[${label}]`);
    });

    test("numbers its rules in order, without a number twice", () => {
      const parts = partsOf(template);
      expect(parts.map(({ number }) => number)).toEqual(parts.map((_, i) => i + 1));
      for (const { number, clauses } of parts)
        expect(clauses.map((clause) => clause.number)).toEqual(clauses.map((_, i) => `${number}.${i + 1}`));
    });

    test("as text, what somebody filled in is never markup", () => {
      const text = policyText(
        filledPolicy(template, { ...everything, organisation: "# A *b* <i>c</i>" }),
        {},
        {},
      );
      expect(text).toContain("\\# A \\*b\\* \\<i\\>c\\</i\\>");
      expect(text).not.toMatch(/[^\\]<i/);
    });
  },
);

describe("the policies of an organisation", () => {
  let token: string;

  beforeAll(async () => {
    const world = await createWorld();
    const reader = await personWith("reader", world.claims);
    token = await tokenOf(reader, world.claims);
  });

  test("propose the organisation's name and keep what is filled in", async () => {
    const { status, body } = await request(
      "GET",
      "/policies/acceptable-use-of-ai?approver=Approval+board&effective_date=2027-01-01",
      { token },
    );
    expect(status).toBe(200);
    expect(body["values"]).toMatchObject({
      organisation: expect.stringMatching(/./),
      approver: "Approval board",
    });
    expect(JSON.stringify(body)).toContain("It holds from 2027-01-01.");
    expect((body["gaps"] as { key: string }[]).map(({ key }) => key)).toContain("next_review_date");
  });

  test("are saved as text and as PDF; a name stays text on one line, and one too long is refused", async () => {
    const path = "/policies/ai-llm-security-policy/report";
    const text = await request("GET", `${path}?format=md&organisation=Halderra`, { token });
    expect(text.headers.get("content-type")).toContain("text/markdown");
    expect(text.body["text"]).toMatch(/^# AI and LLM security policy\n[\s\S]+Halderra/);
    const pdf = await request("GET", `${path}?format=pdf`, { token });
    expect(pdf.headers.get("content-type")).toBe("application/pdf");
    const odd = await request(
      "GET",
      `${path}?format=md&organisation=${encodeURIComponent("{{approver}}\n# X")}`,
      {
        token,
      },
    );
    expect(odd.body["text"]).toContain("{{approver}} \\# X");
    expect(odd.body["text"]).not.toContain("\n# X");
    const refused = await request("GET", `${path}?organisation=${"x".repeat(201)}`, { token });
    expect([refused.status, JSON.stringify(refused.body)]).toEqual([
      400,
      expect.stringContaining("Use at most 200 characters."),
    ]);
    expect((await request("GET", "/policies/unknown", { token })).status).toBe(404);
  });
});
