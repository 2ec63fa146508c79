import { createHash } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { approveAssessment } from "@/lib/domain/assessments/commands/decide";
import { getAssessment } from "@/lib/domain/assessments/queries/assessment";
import { assessmentReport } from "@/lib/domain/assessments/report/assessment-report";
import { addComment } from "@/lib/domain/comments/commands/write-comment";
import { decisionContent } from "@/lib/domain/decisions/queries";
import { linkEvidence } from "@/lib/domain/evidence/commands/link-evidence";
import type { Actor } from "@/lib/platform/access/actor";
import { Invalid, NotFound } from "@/lib/platform/errors/public-error";
import type { Download } from "@/lib/platform/http/download";
import "@/lib/registry";
import { readPdf } from "@/tests/reports/read-pdf";
import { answer, handedInBy, started, systemOf } from "@/tests/support/assessments";
import { evidenceWith } from "@/tests/support/evidence";
import { createWorld, personWith, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;
let owner: Actor;
let approver: Actor;

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.insurance);
  owner = await personWith("risk-owner", world.claims);
  approver = await personWith("executive", world.insurance);
});

const bytesOf = async (file: Download) => new Uint8Array(await file.response().arrayBuffer());
const begun = async (template: string) => {
  const system = await systemOf(owner, world.claims, lead);
  return started(lead, system.id, template);
};
async function wordsOf(id: string, asked: object = {}, by: Actor = owner): Promise<string> {
  const { pages } = readPdf(await bytesOf(await assessmentReport.execute(by, { id, ...asked })));
  return pages
    .flatMap(({ texts }) => texts.map(({ text }) => text))
    .join(" ")
    .replace(/\s+/g, " ");
}

describe("the paper of an assessment", () => {
  test("is made at any time and says what it is: not approved, with what is left", async () => {
    const id = await begun("ai-risk-assessment");
    const { template } = await getAssessment.execute(owner, { id });
    const [first] = template.sections[0]?.questions ?? [];
    await answer(owner, id, first?.key ?? "", { kind: "unknown" });
    const said = await wordsOf(id);
    for (const words of ["In progress", "Not an approved assessment", "What is left", "Gap", "Open"])
      expect(said).toContain(words);
    expect(said).toContain("It was not handed in yet.");
    expect(said).toContain(first?.sources[0]?.ref);
  });

  test("once approved names signer, reason and the digest of exactly what was signed, which anybody can check", async () => {
    const id = await begun("ai-risk-assessment");
    const version = await handedInBy(owner, id);
    await approveAssessment.execute(approver, { id, version, reason: "Sound and complete." });
    const { signatures } = await getAssessment.execute(owner, { id });
    const [signed] = signatures;
    const content = await bytesOf(await decisionContent.execute(owner, { id: signed?.id ?? "" }));
    expect(createHash("sha256").update(content).digest("hex")).toBe(signed?.digest);
    const said = (await wordsOf(id)).replaceAll(" ", "");
    for (const words of [
      approver.name,
      "Sound and complete.",
      signed?.digest ?? "?",
      "How to check a digest",
    ])
      expect(said).toContain(words.replaceAll(" ", ""));
    expect(said).not.toContain("Notanapprovedassessment");
  });

  test("shows the evidence at its questions, and what was said only when asked to", async () => {
    const id = await begun("ai-risk-assessment");
    const { questionIds } = await getAssessment.execute(owner, { id });
    const subjectId = Object.values(questionIds)[0] ?? "";
    const subjectType = "assessment-questions";
    const kept = await evidenceWith(lead, world.claims, { title: "Pen test 9", validUntil: "2020-02-01" });
    await linkEvidence.execute(lead, { evidenceId: kept.id, subjectType, subjectId });
    await addComment.execute(lead, { subjectType, subjectId, text: "Look at this again." });
    const said = await wordsOf(id);
    for (const words of ["Pen test 9", "Expired", "1 Feb 2020"]) expect(said).toContain(words);
    expect(said).not.toContain("Look at this again.");
    expect(await wordsOf(id, { comments: "true" })).toContain("Look at this again.");
    await expect(wordsOf(id, { comments: "true", asOf: "2026-01-01" })).rejects.toThrow(Invalid);
  });

  test("computes the figures of each group, also of one without a case", async () => {
    const id = await begun("fairness-and-bias");
    const { template } = await getAssessment.execute(owner, { id });
    const question = template.sections
      .flatMap(({ questions }) => questions)
      .find((one) => one.kind === "table" && one.figures);
    const row = (group: string, counts: readonly number[]) => ({
      group,
      ...Object.fromEntries(
        ["true-positives", "false-positives", "true-negatives", "false-negatives"].map((key, at) => [
          key,
          counts[at] ?? 0,
        ]),
      ),
    });
    await answer(owner, id, "output-kinds", { kind: "value", value: ["yes-no-result"] });
    await answer(owner, id, question?.key ?? "", {
      kind: "value",
      value: [row("Women", [30, 10, 50, 10]), row("Men", [50, 10, 30, 10]), row("Unsaid", [0, 0, 0, 0])],
    });
    const said = await wordsOf(id);
    for (const words of ["Figures by group", "0.67", "40.0 (", "60.0 (", "no case"])
      expect(said).toContain(words);
  });

  test("is given to nobody outside the unit", async () => {
    const id = await begun("ai-risk-assessment");
    const stranger = await personWith("lead", world.clinics);
    await expect(assessmentReport.execute(stranger, { id })).rejects.toThrow(NotFound);
  });
});
