import "server-only";
import * as z from "zod";
import { threatModelsWrite } from "@/lib/domain/threat-models/access";
import { changeDrawing } from "@/lib/domain/threat-models/commands/change-drawing";
import type { Drawing } from "@/lib/domain/threat-models/drawing/schema";
import {
  assumptionFields,
  assumptionState,
  confirmedIn,
} from "@/lib/domain/threat-models/record/part-fields/schema";
import { Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { command } from "@/lib/platform/operation/operation";
import { recordVersion } from "@/lib/platform/schema/shape";

// An assumption is known by its words: it has no place in the drawing, and files of other tools give it no id.
const words = z.string().max(2_000);

/** Adds an assumption to a model, or changes the one that said `was`. */
export const saveAssumption = command({
  name: "threat-models.saveAssumption",
  summary: "Add an assumption to a threat model, or change one",
  permission: threatModelsWrite,
  input: z.strictObject({ ...recordVersion, was: words.nullable().default(null), ...assumptionFields }),
  run: (context, { id, version, was, text, state, ownerId }) =>
    changeDrawing(
      context,
      { id, version },
      {
        change: (drawing) => {
          const before = named(drawing, was);
          if (was !== null && !before) throw new NotFound();
          if (text !== was && named(drawing, text))
            throw new Invalid([{ path: "text", message: "It is assumed already. Change that one." }]);
          const one = { kept: before?.kept ?? {}, text, confirmed: confirmedIn(state), ownerId };
          const { assumptions } = drawing;
          return {
            ...drawing,
            assumptions: before
              ? assumptions.map((other) => (other === before ? one : other))
              : [...assumptions, one],
          };
        },
        now: (drawing) => {
          const found = named(drawing, was);
          return found ? { text: was, state: assumptionState(found.confirmed), ownerId: found.ownerId } : {};
        },
      },
    ),
});

/** Takes an assumption out of a model. */
export const removeAssumption = command({
  name: "threat-models.removeAssumption",
  summary: "Take an assumption out of a threat model",
  permission: threatModelsWrite,
  input: z.strictObject({ ...recordVersion, was: words }),
  run: (context, { id, version, was }) =>
    changeDrawing(
      context,
      { id, version },
      {
        change: (drawing) => {
          const gone = named(drawing, was);
          if (!gone) throw new NotFound();
          return { ...drawing, assumptions: drawing.assumptions.filter((one) => one !== gone) };
        },
        now: () => ({}),
      },
    ),
});

function named({ assumptions }: Drawing, text: string | null) {
  return assumptions.find((one) => one.text === text);
}
