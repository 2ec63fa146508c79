import "server-only";
import * as z from "zod";
import { controlsLibrary } from "@/lib/domain/controls/access";
import { changeable, ownControlChange, writeOwnControl } from "@/lib/domain/controls/own/commands/write-own";
import { ownControlRecord, retireFields } from "@/lib/domain/controls/own/schema";
import { Conflict } from "@/lib/platform/errors/public-error";
import { command } from "@/lib/platform/operation/operation";
import { recordVersion } from "@/lib/platform/schema/shape";

/** Takes an own control out of the library: it is offered no more, and where it is carried out it stays as it is. */
export const retireOwnControl = command({
  name: "own-controls.retire",
  summary: "Retire an own control of the library",
  permission: controlsLibrary,
  input: z.strictObject({ ...recordVersion, ...retireFields }),
  output: ownControlRecord,
  run: async (context, { id, version, reason }) => {
    const before = await changeable(context, id);
    if (before.retiredAt !== null) throw new Conflict("It is retired already.");
    const done = { retiredAt: context.now, retiredReason: reason };
    return ownControlChange(before, await writeOwnControl(context, before, version, done));
  },
});

/** Offers a retired control again. */
export const restoreOwnControl = command({
  name: "own-controls.restore",
  summary: "Offer a retired own control of the library again",
  permission: controlsLibrary,
  input: z.strictObject(recordVersion),
  output: ownControlRecord,
  run: async (context, { id, version }) => {
    const before = await changeable(context, id);
    if (before.retiredAt === null) throw new Conflict("It is not retired.");
    const done = { retiredAt: null, retiredReason: null };
    return ownControlChange(before, await writeOwnControl(context, before, version, done));
  },
});
