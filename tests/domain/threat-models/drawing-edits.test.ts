import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { problemsOf } from "@/lib/domain/threat-models/check-model";
import { drawSvg } from "@/lib/domain/threat-models/diagram/draw-svg";
import { arranged, settled } from "@/lib/domain/threat-models/edit/arrange/rules";
import { differences } from "@/lib/domain/threat-models/edit/compare/rules";
import { copied, pasted } from "@/lib/domain/threat-models/edit/copy/rules";
import { dropped, placeFor } from "@/lib/domain/threat-models/edit/drop/rules";
import { begun, mostSteps, redone, stepped, undone } from "@/lib/domain/threat-models/edit/history/rules";
import {
  addElement,
  addZone,
  change,
  connect,
  keptOut,
  mostNested,
  move,
  partIds,
  putInto,
  remove,
  retype,
  setAttribute,
} from "@/lib/domain/threat-models/edit/rules";
import type { Drawing } from "@/lib/domain/threat-models/edit/schema";
import { boxesOf } from "@/lib/domain/threat-models/edit/zones/rules";
import { drawingOf, drawings, edits } from "@/tests/support/drawings";
import { element, flow, threatModel, zone } from "@/tests/support/threat-models";

const lies = (id: string, type: string, ...zoneIds: string[]) => ({ ...element(id, type), zoneIds });
const assistant = settled(
  drawingOf(
    threatModel(
      [
        lies("customer", "end_user"),
        lies("app", "application_backend", "cloud"),
        lies("agent", "agent_orchestrator", "inner", "cloud"),
      ],
      [flow("customer", "app"), flow("app", "agent")],
      [zone("cloud"), zone("inner", "cloud"), zone("office")],
    ),
  ),
);
const zonesOf = (drawing: Drawing, id: string) => drawing.elements.find((one) => one.id === id)?.zoneIds;
const placeOf = (drawing: Drawing, id: string) => {
  const { x = 0, y = 0 } = boxesOf(drawing).get(id) ?? {};
  return { x, y };
};
/** Ids that are sometimes taken already. */
const ids = () => {
  let next = 0;
  return () => `n${Math.floor(next++ / 2)}`;
};
const fresh = () => {
  let next = 0;
  return () => `new-${next++}`;
};

describe("whatever is done to a drawing", () => {
  test("it holds together, every id stays unique, and undoing it all gives back the drawing as it was", () => {
    fc.assert(
      fc.property(drawings, fc.array(edits, { maxLength: 25 }), (start, taken) => {
        const newId = fresh();
        const whole = JSON.stringify(start);
        let history = begun(start);
        const states = [start];
        for (const edit of taken) {
          history = stepped(history, edit(history.now, newId));
          if (history.now !== states.at(-1)) states.push(history.now);
          expect(problemsOf(history.now)).toEqual([]);
          expect(new Set(partIds(history.now)).size).toBe(partIds(history.now).length);
          for (const { x, y } of Object.values(history.now.positions))
            expect(Number.isFinite(x) && Number.isFinite(y)).toBe(true);
        }
        const end = history.now;
        for (const state of states.toReversed()) {
          expect(history.now).toEqual(state);
          history = undone(history);
        }
        expect(JSON.stringify(history.now)).toBe(whole);
        for (let left = states.length; left > 0; left -= 1) history = redone(history);
        expect(history.now).toBe(end);
      }),
      { numRuns: 150 },
    );
  });

  test("the letters of one name are undone together, and what comes after is undone by itself", () => {
    let history = begun(assistant);
    for (const name of ["A", "Ag", "Age"])
      history = stepped(history, change(history.now, "agent", { name }), "name of agent");
    history = stepped(history, move(history.now, ["agent"], { x: 10, y: 0 }));
    history = undone(history);
    expect(history.now.elements[2]?.name).toBe("Age");
    expect(undone(history).now).toBe(assistant);
    expect(undone(undone(history))).toEqual(undone(history));
  });

  test(`the last ${mostSteps} steps can be undone, and a new step forgets what was undone`, () => {
    let history = begun(assistant);
    for (let at = 0; at < mostSteps + 10; at += 1)
      history = stepped(history, move(history.now, ["app"], { x: 1, y: 0 }));
    for (let at = 0; at < mostSteps + 10; at += 1) history = undone(history);
    expect(placeOf(history.now, "app").x).toBe(placeOf(assistant, "app").x + 10);
    expect(redone(stepped(history, remove(history.now, ["app"]))).now.elements).toHaveLength(2);
  });
});

describe("zones", () => {
  test("are what is said of an element, not where it is drawn; what lies in one is drawn in its box", () => {
    const moved = move(assistant, ["customer"], { x: 5_000, y: 5_000 });
    expect(zonesOf(moved, "customer")).toEqual([]);
    const put = putInto(assistant, ["customer"], "inner");
    expect(zonesOf(put, "customer")).toEqual(["inner", "cloud"]);
    const [box, inner] = [boxesOf(put).get("customer"), boxesOf(put).get("inner")];
    expect(inner && box && box.x > inner.x && box.x + box.width < inner.x + inner.width).toBe(true);
  });

  test("take along what lies in them: moved, put into another, copied", () => {
    const by = { x: 30, y: -20 };
    const moved = move(assistant, ["cloud", "agent"], by);
    for (const id of ["app", "agent", "inner"])
      expect(placeOf(moved, id)).toEqual({
        x: placeOf(assistant, id).x + by.x,
        y: placeOf(assistant, id).y + by.y,
      });
    expect(zonesOf(putInto(assistant, ["cloud"], "office"), "agent")).toEqual(["inner", "cloud", "office"]);
    const { drawing, ids: made } = pasted(assistant, copied(assistant, ["cloud"]), fresh());
    expect(made).toHaveLength(4);
    expect(drawing.flows).toHaveLength(3);
  });

  test(`lie in one another up to ${mostNested} deep and never in themselves`, () => {
    let deep = drawingOf(threatModel([]));
    for (let at = 0; at < mostNested; at += 1)
      deep = addZone(deep, { id: `z${at}`, name: "", at: { x: 0, y: 0 }, zoneId: at ? `z${at - 1}` : null });
    deep = addZone(deep, { id: "more", name: "", at: { x: 0, y: 0 }, zoneId: null });
    expect(keptOut(deep, ["more"], `z${mostNested - 1}`)).toMatch(/At most 6 zones/);
    expect(putInto(deep, ["more"], `z${mostNested - 1}`)).toBe(deep);
    expect(keptOut(deep, ["more"], `z${mostNested - 2}`)).toBeNull();
    expect(keptOut(deep, ["z0"], "z3")).toBe("A zone cannot lie in itself.");
    expect(keptOut(deep, ["more"], "elsewhere")).toBe("There is no such zone.");
  });

  test("that are deleted leave what lay in them in the zone around; one that was emptied stays where it was", () => {
    const without = remove(assistant, ["inner"]);
    expect(zonesOf(without, "agent")).toEqual(["cloud"]);
    const emptied = putInto(assistant, ["agent"], null);
    expect(placeOf(emptied, "inner")).toEqual(placeOf(assistant, "inner"));
    expect(placeOf(remove(assistant, ["agent"]), "inner")).toEqual(placeOf(assistant, "inner"));
  });

  test("take what is put down over them and lose what is put down elsewhere", () => {
    const [customer, cloud] = [placeOf(assistant, "customer"), placeOf(assistant, "cloud")];
    const over = dropped(assistant, ["customer"], {
      x: cloud.x - customer.x - 60,
      y: cloud.y - customer.y - 10,
    });
    expect(zonesOf(over, "customer")).toEqual(["cloud"]);
    expect(zonesOf(dropped(assistant, ["app"], { x: -3_000, y: 0 }), "app")).toEqual([]);
    expect(zonesOf(dropped(assistant, ["app"], { x: 8, y: 8 }), "app")).toEqual(["cloud"]);
    expect(dropped(assistant, ["app"], { x: 0, y: 0 })).toBe(assistant);
  });
});

describe("parts of a drawing", () => {
  test("that are deleted take along their flows and the threats that hang on nothing else", () => {
    const threat = (id: string, ...elementIds: string[]) => ({
      ...{ id, title: id, elementIds, category: null, status: null, severity: "unrated" },
      ...{ text: "", mitigation: "", kept: {} },
    });
    const threats = [threat("gone", "app"), threat("stays", "app", "agent"), threat("model")];
    const left = remove({ ...assistant, threats }, ["app"]);
    expect(left.flows).toEqual([]);
    expect(left.threats.map(({ id, elementIds }) => [id, elementIds])).toEqual([
      ["stays", ["agent"]],
      ["model", []],
    ]);
    expect(Object.hasOwn(left.positions, "app")).toBe(false);
  });

  test("that are pasted have ids of their own and the flows between them, and nothing that a file said of the original", () => {
    const kept = {
      ...assistant,
      elements: assistant.elements.map((one) => ({ ...one, kept: { otm: { id: 1 } } })),
    };
    const both = pasted(kept, copied(kept, ["app", "agent"]), ids());
    expect(problemsOf(both.drawing)).toEqual([]);
    expect(both.drawing.flows).toHaveLength(3);
    expect(both.drawing.elements.filter(({ kept: of }) => Object.keys(of).length > 0)).toHaveLength(3);
    const again = pasted(both.drawing, copied(both.drawing, ["app"]), ids());
    expect(problemsOf(again.drawing)).toEqual([]);
    expect(zonesOf(again.drawing, again.ids[0] ?? "")).toEqual(["cloud"]);
    // Into a model that does not have their zone.
    const other = pasted(drawingOf(threatModel([])), copied(assistant, ["app"]), ids());
    expect(problemsOf(other.drawing)).toEqual([]);
    expect(other.drawing.elements[0]?.zoneIds).toEqual([]);
  });

  test("keep what is known of them when their type changes, as far as the new type has it; unknown is not kept", () => {
    const known = setAttribute(
      setAttribute(assistant, "app", "internet_facing", true),
      "app",
      "holds_provider_key",
      false,
    );
    expect(retype(known, "app", "vault", new Set(["internet_facing"])).elements[1]?.attributes).toEqual({
      internet_facing: true,
    });
    expect(setAttribute(known, "app", "internet_facing", null).elements[1]?.attributes).toEqual({
      holds_provider_key: false,
    });
  });

  test("that are new stand beside what is chosen, in its zone, and cover nothing", () => {
    const first = placeFor(assistant, "agent", { x: 0, y: 0 });
    expect(first.zoneId).toBe("inner");
    let full = assistant;
    for (let at = 0; at < 5; at += 1) {
      const { at: place, zoneId } = placeFor(full, "agent", { x: 0, y: 0 });
      full = addElement(full, "end_user", { id: `n${at}`, name: "", at: place, zoneId });
    }
    const boxes = full.elements.map(({ id }) => placeOf(full, id));
    for (const [at, { x, y }] of boxes.entries())
      for (const other of boxes.slice(at + 1))
        expect(Math.abs(x - other.x) >= 176 || Math.abs(y - other.y) >= 76).toBe(true);
    expect(placeFor(assistant, "office", { x: 0, y: 0 }).zoneId).toBe("office");
    expect(placeFor(assistant, null, { x: 7_000, y: 40 })).toEqual({ at: { x: 7_000, y: 40 }, zoneId: null });
  });
});

describe("where a drawing is drawn", () => {
  test("is where people put it; what nobody has put anywhere stands below, and the layout can put everything anew", () => {
    const moved = move(assistant, ["customer"], { x: 900, y: 0 });
    expect(drawSvg(moved)).not.toBe(drawSvg(assistant));
    expect(drawSvg(arranged(moved))).toBe(drawSvg(arranged(assistant)));
    const more = { ...moved, elements: [...moved.elements, element("late", "end_user")] };
    const bottom = Math.max(...[...boxesOf(moved).values()].map(({ y, height }) => y + height));
    expect(placeOf(settled(more), "late").y).toBeGreaterThan(bottom);
    expect(placeOf(settled(more), "customer")).toEqual(placeOf(moved, "customer"));
    expect(settled(moved)).toBe(moved);
  });

  test("flows between the same elements do not cover each other, and free ends are drawn", () => {
    const both = connect(connect(assistant, "back", "agent", "app"), "self", "app", "app");
    const loose = change(both, "customer-app", { to: null });
    const svg = drawSvg(loose);
    const paths = [...svg.matchAll(/<path d="(M [^"]+)" fill="none" stroke="#566072"/g)].map(([, d]) => d);
    expect(paths).toHaveLength(4);
    expect(new Set(paths).size).toBe(4);
  });
});

describe("two versions of a drawing", () => {
  test("differ in parts, in what is said of parts, and in where they are drawn", () => {
    const mine = setAttribute(
      change(remove(assistant, ["office"]), "app", { name: "Portal" }),
      "app",
      "internet_facing",
      true,
    );
    const theirs = connect(putInto(assistant, ["customer"], "office"), "back", "agent", "app");
    const found = differences(mine, theirs);
    expect(found.theirs.map(({ part }) => part.id)).toEqual(["office", "back"]);
    expect(found.mine).toEqual([]);
    expect(found.changed.map(({ mine: one, facts }) => [one.part.id, facts])).toEqual([
      ["customer", ["zone"]],
      ["app", ["name", "internet facing"]],
    ]);
    expect(found.moved).toBe(false);
    expect(differences(assistant, move(assistant, ["app"], { x: 1, y: 1 })).moved).toBe(true);
    expect(differences(assistant, structuredClone(assistant))).toEqual({
      mine: [],
      theirs: [],
      changed: [],
      moved: false,
    });
  });
});
