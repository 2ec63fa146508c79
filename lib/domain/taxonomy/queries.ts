import "server-only";
import * as z from "zod";
import { treeRef } from "@/lib/domain/attack-trees/rules";
import { type Citing, citedKey, citingRecords, refusals } from "@/lib/domain/taxonomy/citations";
import { editionsKnown, type Successor } from "@/lib/domain/taxonomy/editions";
import { threatModelsRead, threatModelsWrite } from "@/lib/domain/threat-models/access";
import { ownRuleKey } from "@/lib/domain/threat-models/own-rules/rules";
import { namesOf } from "@/lib/domain/threat-models/queries/source-names";
import { modelRef, threatRef } from "@/lib/domain/threat-models/rules";
import type { Cited } from "@/lib/domain/threat-models/schema";
import { mayAnywhere } from "@/lib/platform/access/actor";
import { type Context, query } from "@/lib/platform/operation/operation";

/** An id of an older edition with what stands in its place, and what cites it. */
interface OlderId extends Cited {
  name: string;
  to: Successor;
  threats: number;
  rules: number;
  trees: number;
  /** Of all these, how many cite the newer id already. */
  both: number;
}

const modelId = z.uuid({ error: "Is not the id of a threat model." }).optional();

/** Every id of an older edition that something cites, with what the newer edition has in its place; refused ones are left out. */
export const listOlderIds = query({
  name: "taxonomy.list",
  summary: "Ids of older editions that threats, rules and attack trees cite, with what is proposed",
  permission: threatModelsRead,
  input: z.strictObject({ threatModelId: modelId }),
  run: async (context, { threatModelId }) => {
    const found = new Map<string, OlderId>();
    for (const { citing, cited, to } of await proposals(context, threatModelId)) {
      const key = citedKey(cited);
      const row = found.get(key) ?? {
        ...{
          framework: cited.framework,
          edition: cited.edition,
          id: cited.id,
          name: namesOf([cited])[0] ?? "",
        },
        ...{ to, threats: 0, rules: 0, trees: 0, both: 0 },
      };
      row[`${citing.kind}s`] += 1;
      if (citing.cites.some(({ id, edition }) => id === to.id && edition === to.edition)) row.both += 1;
      found.set(key, row);
    }
    const rows = [...found].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
    return { rows, can: { move: mayAnywhere(context.actor, threatModelsWrite) } };
  },
});

const mostListed = 500;

/** What cites one id of an older edition: threats, rules of one's own, attack trees. */
export const listCiting = query({
  name: "taxonomy.citing",
  summary: "What cites an id of an older edition",
  permission: threatModelsRead,
  input: z.strictObject({
    ...{ framework: z.string().max(60), edition: z.string().max(100), cited: z.string().max(80) },
    threatModelId: modelId,
  }),
  run: async (context, { framework, edition, cited: id, threatModelId }) => {
    const wanted = citedKey({ framework, edition, id });
    const found = (await proposals(context, threatModelId)).filter(({ cited }) => citedKey(cited) === wanted);
    return { all: found.length, rows: found.slice(0, mostListed).map(({ citing }) => shown(citing)) };
  },
});

function shown({ kind, record }: Citing) {
  const { id, title } = record;
  const one = { kind, id, title, where: null };
  if (kind === "tree") return { ...one, ref: treeRef(record.number), href: `/attack-trees/${id}` };
  if (kind === "rule") {
    const ref = ownRuleKey(record.number);
    return { ...one, ref, href: `/threat-rules/${ref}` };
  }
  const { number, model } = record;
  const where = `${modelRef(model.number)} ${model.title}`;
  return { ...one, ref: threatRef(number), href: `/threats/${id}`, where };
}

/** Returns every citation for which a newer edition has something to say that nobody has refused. */
export async function proposals(
  context: Context,
  threatModelId: string | undefined,
): Promise<{ citing: Citing; cited: Cited; to: Successor }[]> {
  const editions = await editionsKnown(context.tx);
  const refused = await refusals(context);
  return (await citingRecords(context, threatModelId)).flatMap((citing) =>
    citing.cites.flatMap((cited) => {
      const to = editions.successorOf(cited);
      return to && !refused(citing, cited, to) ? [{ citing, cited, to }] : [];
    }),
  );
}
