import fc from "fast-check";
import { arranged, settled } from "@/lib/domain/threat-models/edit/arrange/rules";
import { copied, pasted } from "@/lib/domain/threat-models/edit/copy/rules";
import { dropped } from "@/lib/domain/threat-models/edit/drop/rules";
import {
  addElement,
  addZone,
  change,
  connect,
  move,
  partIds,
  putInto,
  remove,
  retype,
  setAttribute,
} from "@/lib/domain/threat-models/edit/rules";
import type { Drawing } from "@/lib/domain/threat-models/edit/schema";
import { elementTypes } from "@/lib/domain/threat-models/element-types";
import type { ThreatModel } from "@/lib/domain/threat-models/model";
import { models } from "@/tests/support/generated-models";

/** Returns a model as a drawing in which nobody has put anything anywhere. */
export function drawingOf(model: ThreatModel): Drawing {
  return { ...model, positions: {} };
}

/** Drawings of models that hold together, all parts in their places. */
export const drawings: fc.Arbitrary<Drawing> = models.map((model) => settled(drawingOf(model)));

/** One step of editing, for whatever parts the drawing has when it is taken. */
export type Edit = (drawing: Drawing, newId: () => string) => Drawing;

const types = [...elementTypes().values()].filter(({ shape }) => shape !== "flow");
const spot = fc.record({ x: fc.integer({ min: -400, max: 900 }), y: fc.integer({ min: -400, max: 900 }) });
const pick = (ids: readonly string[], at: number) => ids[at % Math.max(ids.length, 1)] ?? "";
const some = (ids: readonly string[], at: readonly number[]) => [...new Set(at.map((one) => pick(ids, one)))];
const number = fc.nat(40);
const few = fc.array(number, { minLength: 1, maxLength: 4 });
const idsOf = (parts: readonly { id: string }[]) => parts.map(({ id }) => id);
const orNone = (ids: readonly string[], at: number) =>
  at % 3 === 0 || ids.length === 0 ? null : pick(ids, at);

/** Every kind of step that the editor offers. */
export const edits: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(fc.constantFrom(...types), spot, number).map(
    ([type, at, zone]): Edit =>
      (now, newId) =>
        addElement(now, type.id, {
          id: newId(),
          name: type.name,
          at,
          zoneId: orNone(idsOf(now.zones), zone),
        }),
  ),
  fc.tuple(spot, number).map(
    ([at, zone]): Edit =>
      (now, newId) => {
        const id = newId();
        return putInto(
          addZone(now, { id, name: "New zone", at, zoneId: null }),
          [id],
          orNone(idsOf(now.zones), zone),
        );
      },
  ),
  fc.tuple(number, number).map(
    ([from, to]): Edit =>
      (now, newId) => {
        const ids = idsOf(now.elements);
        return ids.length === 0 ? now : connect(now, newId(), pick(ids, from), pick(ids, to));
      },
  ),
  fc.tuple(number, number, number).map(
    ([flow, from, to]): Edit =>
      (now) => {
        const ids = idsOf(now.elements);
        return change(now, pick(idsOf(now.flows), flow), { from: orNone(ids, from), to: orNone(ids, to) });
      },
  ),
  fc.tuple(number, fc.string({ maxLength: 12 })).map(
    ([at, name]): Edit =>
      (now) =>
        change(now, pick(partIds(now), at), { name }),
  ),
  fc.tuple(number, fc.constantFrom(...types)).map(
    ([at, type]): Edit =>
      (now) =>
        retype(now, pick(idsOf(now.elements), at), type.id, new Set(type.attributes.keys())),
  ),
  fc.tuple(number, number, fc.constantFrom(true, false, null)).map(
    ([at, which, value]): Edit =>
      (now) => {
        const element = now.elements[at % Math.max(now.elements.length, 1)];
        const asked = [
          ...(elementTypes()
            .get(element?.type ?? "")
            ?.attributes.values() ?? []),
        ];
        const { name, kind } = asked[which % Math.max(asked.length, 1)] ?? {};
        return element && name && kind === "boolean" ? setAttribute(now, element.id, name, value) : now;
      },
  ),
  fc.tuple(few, spot).map(
    ([at, by]): Edit =>
      (now) =>
        move(now, some(partIds(now), at), by),
  ),
  fc.tuple(few, spot).map(
    ([at, by]): Edit =>
      (now) =>
        dropped(now, some(partIds(now), at), by),
  ),
  fc.tuple(few, number).map(
    ([at, zone]): Edit =>
      (now) =>
        putInto(now, some(partIds(now), at), orNone(idsOf(now.zones), zone)),
  ),
  few.map(
    (at): Edit =>
      (now) =>
        remove(now, some(partIds(now), at)),
  ),
  few.map(
    (at): Edit =>
      (now, newId) =>
        pasted(now, copied(now, some(partIds(now), at)), newId).drawing,
  ),
  fc.constant<Edit>((now) => arranged(now)),
);
