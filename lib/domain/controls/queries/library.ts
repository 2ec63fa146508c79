import "server-only";
import * as z from "zod";
import { controlsLibrary, controlsRead, visibleTo } from "@/lib/domain/controls/access";
import { readLibrary } from "@/lib/domain/controls/library/read-library";
import { answers } from "@/lib/domain/controls/library/rules";
import { libraryEdition } from "@/lib/domain/controls/library/schema";
import { findOwnControl } from "@/lib/domain/controls/own/queries/own";
import { todayOf } from "@/lib/domain/controls/queries/control";
import { libraryInForce } from "@/lib/domain/controls/queries/library-in-force";
import { rowInclude, toRow } from "@/lib/domain/controls/queries/row";
import { frameworksInForce } from "@/lib/domain/frameworks/queries/in-force";
import { topUnit } from "@/lib/domain/organization/settings/setting";
import { may } from "@/lib/platform/access/actor";
import { NotFound } from "@/lib/platform/errors/public-error";
import { type Context, query } from "@/lib/platform/operation/operation";

const asked = z.string().max(200).optional();

/** The controls of the library that answer what is looked for. */
export const listLibrary = query({
  name: "controlLibrary.list",
  summary: "The library of controls",
  permission: controlsRead,
  input: z.strictObject({ q: asked, family: asked, framework: asked, stage: asked }),
  run: async ({ tx, actor }, wanted) => {
    const { controls } = await libraryInForce(tx);
    const families = [...new Map(controls.map(({ family, familyLabel }) => [family, familyLabel]))];
    const mapped = new Set(controls.flatMap(({ requirements }) => requirements.map((one) => one.framework)));
    return {
      edition: libraryEdition,
      all: controls.length,
      families: families.map(([value, label]) => ({ value, label })),
      frameworks: (await frameworksInForce(tx)).flatMap(({ key, name }) =>
        mapped.has(key) ? [{ value: key, label: name }] : [],
      ),
      own: controls.filter(({ own }) => own !== null).length,
      entries: controls.filter((control) => answers(control, wanted)),
      can: { change: may(actor, controlsLibrary, await topUnit(tx)) },
    };
  },
});

/** One control of the library: its text, its tests, the evidence it leaves, and what it is to each requirement. */
export const getLibraryControl = query({
  name: "controlLibrary.get",
  summary: "One control of the library",
  permission: controlsRead,
  input: z.strictObject({ key: z.string().max(100) }),
  run: async (context, { key }) => {
    const { tx } = context;
    const { mitigations } = readLibrary();
    const library = await libraryInForce(tx);
    const control = library.byKey.get(key);
    if (!control) throw new NotFound();
    const frameworks = new Map((await frameworksInForce(tx)).map((one) => [one.key, one]));
    const carriedOut = await tx.control.findMany({
      where: { AND: [{ libraryKey: key }, await visibleTo(context)] },
      include: rowInclude,
      orderBy: [{ system: { name: "asc" } }, { id: "asc" }],
      take: 200,
    });
    const today = await todayOf(context);
    return {
      ...control,
      carriedOut: carriedOut.map((one) => toRow(one, today, library)),
      ownRecord: control.own === null ? null : await ownRecordOf(context, control.own),
      mitigations: control.mitigations.flatMap((id) => mitigations.get(id) ?? []),
      requirements: control.requirements.flatMap((one) => {
        const framework = frameworks.get(one.framework);
        const named = framework?.requirements.find(({ ref }) => ref === one.ref);
        const title = named?.title ?? "No longer in a framework that is in force";
        return [{ ...one, frameworkName: framework?.name ?? one.framework, title }];
      }),
    };
  },
});

async function ownRecordOf(context: Context, id: string) {
  const { version, retiredAt, retiredReason, unitId } = await findOwnControl(context, id);
  const change = may(context.actor, controlsLibrary, unitId);
  return {
    ...{ id, version, retiredReason, retired: retiredAt !== null },
    can: { change: change && retiredAt === null, restore: change && retiredAt !== null },
  };
}

/** Returns every control of the shipped library with what it is mapped to, for other concepts. */
export function libraryControls() {
  return readLibrary().controls;
}

/** A mitigation by its identifier in prisma/reference/threats, with the controls of the library that carry it out. */
interface Mitigation {
  id: string;
  title: string;
  controls: readonly { key: string; title: string }[];
}

/** Returns these mitigations with the controls that carry them out, in the order given; unknown ones are left out. */
export function mitigationsOf(ids: readonly string[]): Mitigation[] {
  const { controls, mitigations } = readLibrary();
  return [...new Set(ids)].flatMap((id) => {
    const known = mitigations.get(id);
    if (!known) return [];
    const carrying = controls.filter((control) => control.mitigations.includes(id));
    return [{ id, title: known.title, controls: carrying.map(({ key, title }) => ({ key, title })) }];
  });
}
