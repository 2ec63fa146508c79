import "server-only";
import type { PackFolder } from "@/lib/domain/audit-packs/build/pack-folder";
import { writeCoverage } from "@/lib/domain/audit-packs/contents/coverage";
import { writeEvidenceFiles } from "@/lib/domain/audit-packs/contents/evidence-files";
import { gather, type PackAsked } from "@/lib/domain/audit-packs/contents/gather";
import { writeLicensedTexts } from "@/lib/domain/audit-packs/contents/licensed-texts";
import { assessmentResults } from "@/lib/domain/audit-packs/contents/oscal";
import { writeAuditExtract, writeDecisions } from "@/lib/domain/audit-packs/contents/proofs";
import { readme } from "@/lib/domain/audit-packs/contents/readme";
import { withoutNames } from "@/lib/domain/audit-packs/contents/redact";
import { writeRegisters } from "@/lib/domain/audit-packs/contents/write-registers";
import { trendOf } from "@/lib/domain/audit-packs/queries/behind";
import { packCoverage } from "@/lib/domain/audit-packs/queries/coverage";
import { packReport, scopeWords } from "@/lib/domain/audit-packs/report/report";
import { verifyPage } from "@/lib/domain/audit-packs/verify-page/write-page";
import type { Actor } from "@/lib/platform/access/actor";
import type { Progress } from "@/lib/platform/jobs/job";
import { pdfDownload, reportDay } from "@/lib/platform/report/report-file";

/** The parts of a pack beside its files of evidence, as the progress counts them. */
const steps = 8;

/** Writes everything that a pack holds but its manifest, and returns what the manifest says of it. Runs in the past that is looked back to. */
export async function writeContents(
  folder: PackFolder,
  actor: Actor,
  asked: PackAsked,
  progress: Progress,
): Promise<object> {
  let [done, total] = [0, steps];
  const step = (what: string) => {
    done += 1;
    return progress.report(done, total, what);
  };
  const names = !asked.leftOut.includes("names");
  const files = !asked.leftOut.includes("files");

  await progress.report(0, total, "Reading the records");
  const gathered = await gather(actor, asked);
  total += files ? gathered.registers.evidence.rows.length : 0;
  if (!names) withoutNames(gathered);
  await step("Judging the coverage of frameworks");
  const { frameworks, unitId, systemIds } = asked;
  const judged = { frameworks: [...frameworks], unitId, systemIds: [...systemIds] };
  const states = await packCoverage.execute(actor, judged);
  await step("Writing the registers");
  await writeRegisters(folder, gathered, asked.asOf);
  await step("Writing coverage and statements");
  await writeCoverage(folder, states);
  await folder.add("oscal/assessment-results.json", assessmentResults(asked, gathered, states));
  if (asked.added.includes("licensed-texts")) await writeLicensedTexts(folder, actor, asked.frameworks);
  await step("Writing decisions");
  if (names) await writeDecisions(folder, actor, gathered);
  await step("Proving the audit trail");
  const extract = await writeAuditExtract(folder, actor, gathered, asked);
  await step("Adding evidence");
  if (files) {
    const pieces = gathered.registers.evidence.rows.length;
    await writeEvidenceFiles(folder, gathered, (added) =>
      progress.report(done + added, total, `Adding evidence: ${added} of ${pieces}`),
    );
    done += pieces;
  }
  await step("Drawing the report");
  const risks = gathered.registers.risks.rows.map(({ id }) => id);
  const trend = await trendOf.execute(actor, { ids: risks });
  const ground = { asked, gathered, states, trend, extract };
  const { asOf } = reportDay(asked.asOf, gathered.frame.timeZone, gathered.frame.now);
  await folder.add("report.pdf", pdfDownload("report.pdf", packReport(ground, asOf), "record").bytes);
  await step("Signing");
  await folder.add("verify.html", verifyPage());
  const about = {
    title: asked.title,
    organisation: gathered.frame.organisation,
    for: asked.recipient,
    scope: scopeWords(ground),
    systems: gathered.frame.systems.map(({ name }) => name),
    frameworks: states.map(({ statement }) => `${statement.framework.name}, ${statement.framework.version}`),
    periodFrom: asked.periodFrom,
    asOf: asked.asOf,
    timeZone: gathered.frame.timeZone,
    leftOut: asked.leftOut,
    added: asked.added,
  };
  await folder.add("readme.txt", readme(about, folder.list()));
  return about;
}
