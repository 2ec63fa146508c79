import "server-only";
import * as z from "zod";
import { controlsRead, visibleTo } from "@/lib/domain/controls/access";
import { readLibrary } from "@/lib/domain/controls/library/read-library";
import { answers } from "@/lib/domain/controls/library/rules";
import { libraryEdition } from "@/lib/domain/controls/library/schema";
import { todayOf } from "@/lib/domain/controls/queries/control";
import { rowInclude, toRow } from "@/lib/domain/controls/queries/row";
import { shippedFrameworks } from "@/lib/domain/frameworks/queries/shipped";
import { NotFound } from "@/lib/platform/errors/public-error";
import { query } from "@/lib/platform/operation/operation";

const asked = z.string().max(200).optional();

/** The controls of the library that answer what is looked for. */
export const listLibrary = query({
  name: "controlLibrary.list",
  summary: "The library of controls",
  permission: controlsRead,
  input: z.strictObject({ q: asked, family: asked, framework: asked, stage: asked }),
  run: async (_context, wanted) => {
    const { controls } = readLibrary();
    const families = [...new Map(controls.map(({ family, familyLabel }) => [family, familyLabel]))];
    const mapped = new Set(controls.flatMap(({ requirements }) => requirements.map((one) => one.framework)));
    return {
      edition: libraryEdition,
      all: controls.length,
      families: families.map(([value, label]) => ({ value, label })),
      frameworks: shippedFrameworks().flatMap(({ key, name }) =>
        mapped.has(key) ? [{ value: key, label: name }] : [],
      ),
      entries: controls.filter((control) => answers(control, wanted)),
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
    const { byKey, mitigations, requirements } = readLibrary();
    const control = byKey.get(key);
    if (!control) throw new NotFound();
    const carriedOut = await context.tx.control.findMany({
      where: { AND: [{ libraryKey: key }, await visibleTo(context)] },
      include: rowInclude,
      orderBy: [{ system: { name: "asc" } }, { id: "asc" }],
      take: 200,
    });
    const today = await todayOf(context);
    return {
      ...control,
      carriedOut: carriedOut.map((one) => toRow(one, today)),
      edition: libraryEdition,
      mitigations: control.mitigations.flatMap((id) => mitigations.get(id) ?? []),
      requirements: control.requirements.flatMap((one) => {
        const named = requirements.get(`${one.framework}:${one.ref}`);
        return named ? [{ ...one, frameworkName: named.frameworkName, title: named.title }] : [];
      }),
    };
  },
});

/** Returns every control of the library with what it is mapped to, for other concepts. */
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
