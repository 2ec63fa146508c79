import { beforeAll, expect, test } from "vitest";
import { linkEvidence } from "@/lib/domain/evidence/commands/link-evidence";
import { listLinkedEvidence } from "@/lib/domain/evidence/queries/linked";
import { createSystem } from "@/lib/domain/inventory/systems/commands";
import { createRisk } from "@/lib/domain/risks/commands/create-risk";
import { oneRiskReport } from "@/lib/domain/risks/risk-report";
import { oneSystemReport } from "@/lib/domain/risks/system-report";
import type { Actor } from "@/lib/platform/access/actor";
import type { Download } from "@/lib/platform/http/download";
import "@/lib/registry";
import { readPdf } from "@/tests/reports/read-pdf";
import { evidenceWith } from "@/tests/support/evidence";
import { createWorld, personWith } from "@/tests/support/world";

let lead: Actor;
let unitId: string;

beforeAll(async () => {
  const world = await createWorld();
  unitId = world.claims;
  lead = await personWith("lead", world.root);
});

async function wordsOf(paper: Download): Promise<string> {
  const { pages } = readPdf(new Uint8Array(await paper.response().arrayBuffer()));
  return pages.flatMap(({ texts }) => texts.map(({ text }) => text)).join(" ");
}

test.each([
  ["an AI system", "systems", oneSystemReport],
  ["a risk", "risks", oneRiskReport],
] as const)(
  "the sheet of %s lists the evidence on it: version, digest, last day and how fresh it is",
  async (_what, subjectType, report) => {
    const { id } =
      subjectType === "systems"
        ? await createSystem.execute(lead, { name: "On paper", unitId, stage: "idea" })
        : await createRisk.execute(lead, { title: "On paper", category: "security", unitId });
    expect(await wordsOf(await report.execute(lead, { id, format: "pdf" }))).toContain(
      "No evidence is attached.",
    );
    const kept = await evidenceWith(lead, unitId, { title: "Pen test 7", validUntil: "2020-02-01" });
    await linkEvidence.execute(lead, { evidenceId: kept.id, subjectType, subjectId: id });
    const [row] = (await listLinkedEvidence.execute(lead, { subjectType, subjectId: id })).rows;
    const said = await wordsOf(await report.execute(lead, { id, format: "pdf" }));
    for (const words of ["Pen test 7", "1 Feb 2020", "Expired", row?.file.sha256.slice(0, 16) ?? "?"])
      expect(said).toContain(words);
  },
);
