import "server-only";
import { overrideRule } from "@/lib/domain/threat-models/own-rules/commands/override-rule";
import { createOwnRule } from "@/lib/domain/threat-models/own-rules/commands/own-rule";
import type { DemoContent } from "@/prisma/seed/demo/content";
import { demoActor } from "@/prisma/seed/demo/persona-actor";

/** Changes what rules suggest, and adds the organisation's own, before threats are generated. */
export async function loadThreatRules({ threatRules: { by, changed, own } }: DemoContent): Promise<void> {
  const actor = await demoActor(by);
  for (const one of changed)
    await overrideRule.execute(actor, { asked: "yes", tier: null, likelihood: null, version: 0, ...one });
  for (const one of own) await createOwnRule.execute(actor, one);
}
