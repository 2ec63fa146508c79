import "server-only";
import * as z from "zod";
import { personProblems } from "@/lib/domain/organization/people/access";
import { assertMay, threatModelsWrite } from "@/lib/domain/threat-models/access";
import {
  modelAnswer,
  modelChange,
  reopen,
  writeModel,
} from "@/lib/domain/threat-models/commands/write-model";
import { followInventory } from "@/lib/domain/threat-models/follow-inventory";
import { findModel } from "@/lib/domain/threat-models/queries/find";
import { modelFields, modelRecord } from "@/lib/domain/threat-models/record/schema";
import { givenFacts } from "@/lib/domain/threat-models/threats/given-facts";
import { canonicalDigest } from "@/lib/platform/crypto/canonical-digest";
import { Invalid } from "@/lib/platform/errors/public-error";
import { command } from "@/lib/platform/operation/operation";
import { defined, recordVersion, updateInput } from "@/lib/platform/schema/shape";
import { storedDay } from "@/lib/platform/time/day";

const { systemId: _fixed, ...changeable } = modelFields;

/**
 * Changes what is said of a threat model: its title, owner, approach, depth, scope, and whether it follows the inventory. It
 * stays with its system. Another approach, scope or depth makes a sign-off stale. A model that begins to follow the inventory
 * is brought up to it at once.
 */
export const updateModel = command({
  name: "threat-models.update",
  summary: "Change what is said of a threat model",
  permission: threatModelsWrite,
  input: updateInput({
    ...changeable,
    followsInventory: z.boolean({ error: "Say yes or no." }),
  }),
  output: modelRecord,
  run: async (context, { id, version, nextReviewOn, ...fields }) => {
    const before = await findModel(context, id);
    assertMay(context.actor, threatModelsWrite, before.unitId);
    const words = defined(fields);
    const problems = await personProblems(context, { ownerId: words.ownerId });
    if (problems.length > 0) throw new Invalid(problems);
    const data = {
      ...words,
      ...(nextReviewOn === undefined ? {} : { nextReviewOn: storedDay(nextReviewOn) }),
    };
    const named = materialChanges(before, data);
    const reopened = named.length > 0 ? await reopen(context, before, named) : { data: {}, changes: [] };
    const after = await writeModel(context, before, version, { ...data, ...reopened.data });
    const begins = after.followsInventory && !before.followsInventory;
    const followed = begins ? await followInventory(context, [id]) : [];
    return {
      result: modelAnswer(followed.length > 0 ? await findModel(context, id) : after),
      changes: [modelChange(before, after), ...reopened.changes, ...followed],
    };
  },
});

/** Says what is known of the system as a whole; what is left open follows from the drawing. The loser of two writers gets the facts as they are now. */
export const saveFacts = command({
  name: "threat-models.saveFacts",
  summary: "Say what is known of the system as a whole",
  permission: threatModelsWrite,
  input: z.strictObject({ ...recordVersion, facts: givenFacts }),
  output: modelRecord,
  run: async (context, { id, version, facts: given }) => {
    const before = await findModel(context, id);
    assertMay(context.actor, threatModelsWrite, before.unitId);
    const facts = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
    const differs = canonicalDigest(facts) !== canonicalDigest(before.facts as object);
    const named = ["the facts of the system"];
    const reopened = differs ? await reopen(context, before, named) : { data: {}, changes: [] };
    const after = await writeModel(context, before, version, { facts, ...reopened.data }, async () => {
      const now = await findModel(context, id);
      return { id, ...(now.facts as object), version: now.version };
    });
    return { result: modelAnswer(after), changes: [modelChange(before, after), ...reopened.changes] };
  },
});

const material = {
  scopeNotes: "the scope",
  tier: "the depth",
  approach: "the approach",
};

// A title, an owner or a date say nothing about what was signed.
function materialChanges(before: object, data: object): string[] {
  const [was, is] = [before as Record<string, unknown>, data as Record<string, unknown>];
  return Object.entries(material).flatMap(([key, words]) =>
    key in is && JSON.stringify(is[key] ?? null) !== JSON.stringify(was[key] ?? null) ? [words] : [],
  );
}
