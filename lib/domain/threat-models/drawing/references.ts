import "server-only";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import { problemsOf } from "@/lib/domain/threat-models/check-model";
import { modelOf } from "@/lib/domain/threat-models/drawing/content";
import { type Drawing, drawingShape } from "@/lib/domain/threat-models/drawing/schema";
import { elementTypes } from "@/lib/domain/threat-models/element-types";

const value = z.union([z.boolean(), z.number(), z.string()]);
const part = { id: z.string(), name: z.string(), attributes: z.record(z.string(), value).optional() };

const file = z.strictObject({
  key: z.string().regex(/^[a-z-]+$/),
  title: z.string(),
  description: z.string(),
  zones: z.array(
    z.strictObject({ id: z.string(), name: z.string(), trust: z.number(), parent: z.string().optional() }),
  ),
  elements: z.array(z.strictObject({ ...part, type: z.string(), zone: z.string() })),
  flows: z.array(
    z.strictObject({ ...part, from: z.string(), to: z.string(), carries: z.array(z.string()).optional() }),
  ),
});

/** A usual way to build an AI system, to start a drawing from. */
interface ReferenceArchitecture {
  key: string;
  title: string;
  description: string;
  drawing: Drawing;
}

let known: readonly ReferenceArchitecture[] | undefined;

/** Returns the reference architectures that Plumbline comes with, read once; throws with the file and the place where one does not fit. */
export function referenceArchitectures(): readonly ReferenceArchitecture[] {
  known ??= readFiles();
  return known;
}

function readFiles(): ReferenceArchitecture[] {
  const folder = path.resolve("prisma/reference/threats/architectures");
  const names = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
  return names.sort().map((name) => {
    const found = file.safeParse(parse(readFileSync(path.join(folder, name), "utf8")));
    if (!found.success) throw new Error(`${name}: ${z.prettifyError(found.error)}`);
    const { key, title, description } = found.data;
    const drawing = drawn(found.data);
    const [problem] = problemsOf(modelOf(drawing));
    if (problem) throw new Error(`${name}: ${problem}`);
    return { key, title, description, drawing };
  });
}

function drawn({ title, description, zones, elements, flows }: z.output<typeof file>): Drawing {
  return drawingShape.parse({
    ...{ title, description },
    zones: zones.map(({ parent, ...one }) => ({ ...one, parent: parent ?? null })),
    elements: elements.map(({ zone, ...one }) => ({
      ...one,
      description: elementTypes().get(one.type)?.name ?? "",
      zoneIds: [zone],
    })),
    flows: flows.map(({ carries, ...one }) => ({ ...one, contentClasses: carries ?? [] })),
  });
}
