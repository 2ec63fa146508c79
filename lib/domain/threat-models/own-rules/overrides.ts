import "server-only";
import type { Transaction } from "@/lib/platform/database/client";

/** Returns what was said of a rule that Plumbline comes with, the newest first, with who said it. */
export async function overridesOf(tx: Transaction, ruleId: string) {
  const said = await tx.threatRuleOverride.findMany({
    where: { ruleId },
    orderBy: { number: "desc" },
    take: 200,
  });
  const people = await tx.person.findMany({
    where: { id: { in: said.map(({ createdById }) => createdById) } },
    select: { id: true, name: true },
  });
  return said.map(({ number, asked, tier, likelihood, impact, reason, createdById, createdAt }) => ({
    ...{ number, asked, tier, likelihood, impact, reason },
    by: people.find(({ id }) => id === createdById)?.name ?? "Plumbline",
    at: createdAt.toISOString(),
  }));
}
