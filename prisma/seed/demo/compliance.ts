import "server-only";
import { upgradeAssessment } from "@/lib/domain/assessments/commands/upgrade";
import { upgradePreview } from "@/lib/domain/assessments/queries/upgrade";
import { inviteRespondent } from "@/lib/domain/assessments/respondents/commands/invite";
import { createPack } from "@/lib/domain/audit-packs/commands/create-pack";
import { createEngagement, engageAuditor } from "@/lib/domain/audit-packs/engagements/commands";
import { buildPack } from "@/lib/domain/audit-packs/jobs";
import { adoptDuties } from "@/lib/domain/duties/commands/adopt";
import { getSystem } from "@/lib/domain/inventory/systems/queries";
import { shippedFiles } from "@/lib/domain/obligations/law";
import { loadLaw } from "@/lib/domain/obligations/law-versions/commands/laws";
import { riskRegister } from "@/lib/domain/risks/queries/register";
import { getRisk } from "@/lib/domain/risks/queries/risk";
import { runJob } from "@/lib/platform/jobs/run-job";
import { addDays, dayIn } from "@/lib/platform/time/day";
import { demoId } from "@/prisma/seed/demo/calendar";
import type { DemoContent } from "@/prisma/seed/demo/content";
import type { Ids } from "@/prisma/seed/demo/organisation";
import { demoActor } from "@/prisma/seed/demo/persona-actor";

/**
 * Does what compliance has under way on the day of loading, each as its person would: duties are taken on, an edition of the law
 * is a draft, somebody outside is asked, an assessment moves to a newer questionnaire, and an auditor may read
 * a signed pack and, engaged for a year, the records.
 */
export async function loadCompliance(content: DemoContent, ids: Ids): Promise<void> {
  const { duties, law, outside, move } = content.compliance;
  const day = daysFrom(content);
  const systemId = demoId("systems", duties.system);
  await adoptDuties.execute(await demoActor(duties.by), {
    ...{ systemId, keys: duties.keys, dueOn: day(duties.dueInDays) },
  });
  await loadLaw.execute(await demoActor(law.by), {
    ...{ edition: law.edition, note: law.note },
    requirements: shippedFiles().requirements.replaceAll(law.move.from, law.move.to),
  });
  await inviteRespondent.execute(await demoActor(outside.by), {
    id: demoId("assessments", outside.assessment),
    ...{ name: outside.name, email: outside.email, sectionKey: outside.section },
    lastDay: day(outside.workInDays),
  });
  await moveAssessment(move.by, demoId("assessments", move.assessment));
  await loadPack(content, ids);
  await loadEngagement(content, ids);
}

function daysFrom({ organisation }: DemoContent): (inDays: number) => string {
  const today = dayIn(organisation.timeZone, new Date());
  return (inDays) => addDays(today, inDays);
}

async function moveAssessment(by: string, id: string): Promise<void> {
  const actor = await demoActor(by);
  const { move } = await upgradePreview.execute(actor, { id });
  if (!move)
    throw new Error("compliance.yaml: the assessment is at the newest version of its questionnaire.");
  await upgradeAssessment.execute(actor, { id, version: 1, to: move.to });
}

async function loadPack(content: DemoContent, ids: Ids): Promise<void> {
  const { by, unit, periodFromDaysAgo, reader, purpose, readInDays, ...asked } = content.compliance.pack;
  const [day, maker] = [daysFrom(content), await demoActor(by)];
  const { id, jobId } = await createPack.execute(maker, {
    ...{ ...asked, unitId: ids.unit(unit) },
    ...{ periodFrom: day(-periodFromDaysAgo), asOf: day(0) },
  });
  await runJob([buildPack], String(jobId), new AbortController().signal);
  await engageAuditor.execute(maker, {
    ...{ id, personId: ids.person(reader), purpose, endsOn: day(readInDays) },
  });
}

async function loadEngagement(content: DemoContent, ids: Ids): Promise<void> {
  const { by, auditor, unit, purpose, untilInDays, reads } = content.compliance.engagement;
  const day = daysFrom(content);
  const engaging = { ...(await demoActor(by)), confirmedAt: new Date() };
  await createEngagement.execute(engaging, {
    ...{ personId: ids.person(auditor), unitId: ids.unit(unit), purpose },
    ...{ startsOn: day(0), endsOn: day(untilInDays) },
  });
  const reader = await demoActor(auditor);
  await riskRegister.list.execute(reader, { q: reads.search });
  await getRisk.execute(reader, { id: demoId("risks", reads.risk) });
  await getSystem.execute(reader, { id: demoId("systems", reads.system) });
}
