import "server-only";
import * as z from "zod";
import { placeOf, spotsOf } from "@/lib/domain/controls/queries/coverage-ground";
import { type Classed, type DrawnLine, drawn } from "@/lib/domain/duties/documents/draw";
import { recordsOf } from "@/lib/domain/duties/documents/records";
import { type DocumentKind, documents, type ItemState } from "@/lib/domain/duties/documents/schema";
import { evidenceOf } from "@/lib/domain/evidence/queries/linked";
import { actInForce } from "@/lib/domain/frameworks/queries/in-force";
import { inventoryRef } from "@/lib/domain/inventory/rules";
import { classificationsRead } from "@/lib/domain/obligations/access";
import { readClassification } from "@/lib/domain/obligations/classifications/queries/classification";
import { lawInForce } from "@/lib/domain/obligations/queries/law-in-force";
import { lookBack } from "@/lib/platform/operation/as-of";
import { type Context, query } from "@/lib/platform/operation/operation";

/** Which document of which system. */
export const documentInput = {
  systemId: z.uuid({ error: "Is not the id of a record." }),
  document: z.enum(documents.map(({ value }) => value) as [DocumentKind, ...DocumentKind[]], {
    error: `document takes: ${documents.map(({ value }) => value).join(", ")}.`,
  }),
};

/** A document that the Act asks for, drawn from the records of a system: what nobody recorded is a gap, never made up. */
export const getDocument = query({
  name: "duties.document",
  summary: "Annex IV technical documentation or Annex VIII registration sheet of an AI system, with its gaps",
  permission: classificationsRead,
  input: z.strictObject({ ...documentInput, ...lookBack }),
  run: (context, asked) => readDocument(context, asked),
});

/** A document as the page and the paper show it. */
export type DrawnDocument = Awaited<ReturnType<typeof readDocument>>;

/** Returns a document drawn from the records; throws NotFound outside the actor's scope. */
export async function readDocument(
  context: Context,
  { systemId, document }: { systemId: string; document: DocumentKind },
) {
  const records = await recordsOf(context, systemId);
  const view = await readClassification(context, systemId);
  const answered = (id: string) => view.questions.find((one) => one.id === id)?.answers ?? [];
  const conditions = ["D3a", "D3b", "D3c", "D3d"].filter((id) => answered(id)[0] === "yes");
  const classed: Classed = {
    roles: answered("R1").map((role) => role.split(":")[0] ?? role),
    derogation: conditions
      .map((id) =>
        view.questions
          .find((one) => one.id === id)
          ?.text.replace("Does it only", "It only")
          .replace("?", ""),
      )
      .join("; "),
  };
  const [spot] = await spotsOf(context, await placeOf(context, { systemId }), [await actInForce(context.tx)]);
  const law = await lawInForce(context.tx);
  const head = document === "annex-iv" ? "Annex IV" : "Annex VIII";
  const wanted = law.requirements.filter(({ ref }) => ref.startsWith(`${head}(`));
  const items = wanted.filter(({ assessable }) => assessable);
  const touching = new Map(
    items.map(({ ref, key }) => [ref, (spot?.controls ?? []).filter(({ maps }) => maps.has(key))]),
  );
  const controlIds = [...new Set([...touching.values()].flatMap((some) => some.map(({ id }) => id)))];
  const evidence = await evidenceOf(context, { type: "controls", ids: controlIds });
  const told = await context.tx.control.findMany({
    where: { id: { in: controlIds } },
    select: { id: true, implementation: true },
  });
  const how = new Map(told.map(({ id, implementation }) => [id, implementation]));
  const filled = items.map(({ ref, title, parentRef, paraphrase }) => {
    const lines = drawn[ref]?.(records, classed) ?? [];
    const controls = (touching.get(ref) ?? []).map(({ id, ref: short, title: name }) => ({
      ...{ id, ref: short, title: name, implementation: how.get(id) ?? null },
      evidence: (evidence.get(id) ?? []).map((one) => ({
        id: one.id,
        ref: one.ref,
        title: one.title,
        sha256: one.file.sha256,
      })),
    }));
    return {
      ref,
      title,
      section: parentRef ?? head,
      asks: paraphrase,
      lines,
      controls,
      state: stateOf(lines, controls),
    };
  });
  const count = (state: ItemState) => filled.filter((one) => one.state === state).length;
  const { system, unit } = records;
  return {
    document,
    system: { id: systemId, ref: inventoryRef("S", system.number), name: system.name, unit },
    classification: { state: view.state, riskClass: view.riskClass },
    law: view.law,
    sections: sectionsOf(filled.map(({ section }) => section)).map((ref) => ({
      ref,
      title: wanted.find((one) => one.ref === ref)?.title ?? "Further items",
      items: filled.filter(({ section }) => section === ref),
    })),
    counts: { items: filled.length, drawn: count("drawn"), partly: count("partly"), gap: count("gap") },
  };
}

const sectionsOf = (refs: readonly string[]) => [...new Set(refs)];

// A control says that something is done; only what it writes or shows fills a gap.
function stateOf(
  lines: readonly DrawnLine[],
  controls: readonly { implementation: string | null; evidence: readonly object[] }[],
): ItemState {
  const shown = controls.some(
    ({ implementation, evidence }) => implementation !== null || evidence.length > 0,
  );
  const known = lines.filter(({ value }) => value !== null).length;
  if (known === 0 && !shown) return "gap";
  return known === lines.length ? "drawn" : "partly";
}
