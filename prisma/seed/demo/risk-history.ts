import "server-only";
import { type Calendar, demoId } from "@/prisma/seed/demo/calendar";
import type { DemoContent } from "@/prisma/seed/demo/content";
import type { Ids } from "@/prisma/seed/demo/organisation";
import { latestScores } from "@/prisma/seed/demo/risks";
import type { Step } from "@/prisma/seed/demo/step";

type DemoRisk = DemoContent["risks"][number];

/** Returns the states that a risk of the demo went through, oldest first; `final` is the one that it was loaded with. */
export function riskSteps(
  risk: DemoRisk,
  final: object,
  content: DemoContent,
  ids: Ids,
  calendar: Calendar,
): Step[] {
  const quantified = content.quantifications.find((one) => one.risk === risk.key)?.daysAgo;
  const signed = risk.acceptance?.state === "granted" ? risk.acceptance.signedDaysAgo : undefined;
  const events = [
    { action: "risks.create", by: risk.raised.by, daysAgo: risk.raised.daysAgo },
    ...risk.scores.map(({ by, daysAgo }) => ({ action: "risks.score", by, daysAgo })),
    ...risk.reviews.map(({ by, daysAgo }) => ({ action: "risks.review", by, daysAgo })),
    ...(typeof signed === "number"
      ? [{ action: "risks.accept", by: risk.acceptance?.signer ?? "", daysAgo: signed }]
      : []),
    ...(quantified === undefined
      ? []
      : [{ action: "risks.quantify", by: risk.raised.by, daysAgo: quantified }]),
  ];
  const last = Math.min(...events.map(({ daysAgo }) => daysAgo));
  // What happened on one day is one step: the first entry of that day names it.
  const days = [...new Map(events.map((event) => [event.daysAgo, event] as const).reverse()).values()];
  return days
    .sort((a, b) => b.daysAgo - a.daysAgo)
    .map(({ action, by, daysAgo }, index) => ({
      action: risk.status === "closed" && daysAgo === last && index > 0 ? "risks.close" : action,
      by: ids.person(by),
      at: calendar.ago(daysAgo),
      after: {
        ...final,
        ...stateOf(risk, daysAgo, calendar, { quantified, signed: signed ?? undefined, last }),
        updatedAt: calendar.ago(daysAgo),
        version: index + 1,
      },
    }));
}

interface Marks {
  quantified: number | undefined;
  signed: number | undefined;
  last: number;
}

function stateOf(risk: DemoRisk, daysAgo: number, calendar: Calendar, { quantified, signed, last }: Marks) {
  const scores = risk.scores.filter((score) => score.daysAgo >= daysAgo);
  const accepted = signed !== undefined && signed >= daysAgo;
  // A treatment is chosen once its target is set, or once the risk was looked at again.
  const treated =
    accepted ||
    scores.some(({ kind }) => kind === "target") ||
    scores.filter(({ kind }) => kind === "current").length > 1;
  const treating = treated && risk.treatment !== null && risk.treatment !== "accept";
  const closed = risk.status === "closed" && daysAgo === last;
  return {
    ...latestScores(scores),
    status: closed ? "closed" : accepted ? "accepted" : treating ? "treating" : "open",
    ...(treated ? {} : { treatment: null, treatmentPlan: null, treatmentDueOn: null }),
    ...(accepted ? {} : { acceptedUntil: null }),
    ...(quantified !== undefined && quantified >= daysAgo
      ? {}
      : { expectedLoss: null, p95Loss: null, treatedExpectedLoss: null }),
    nextReviewOn: calendar.day({ inDays: (risk.reviewEveryDays ?? 90) - daysAgo }),
  };
}

/** Returns the risk of the demo with this id. */
export function demoRisk(content: DemoContent, id: string | null): DemoRisk | undefined {
  return content.risks.find(({ key }) => demoId("risks", key) === id);
}
