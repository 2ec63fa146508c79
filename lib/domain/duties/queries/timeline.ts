import "server-only";
import * as z from "zod";
import { placeOf, spotsOf } from "@/lib/domain/controls/queries/coverage-ground";
import { controlsFor, statesOf } from "@/lib/domain/duties/queries/duties";
import { dutyState } from "@/lib/domain/duties/rules";
import { type DutyState, timelineInput } from "@/lib/domain/duties/schema";
import { actInForce } from "@/lib/domain/frameworks/queries/in-force";
import { classificationsRead } from "@/lib/domain/obligations/access";
import { dutiesOfSystems } from "@/lib/domain/obligations/queries/duties";
import { todayOf } from "@/lib/domain/programme-roles/queries";
import { query } from "@/lib/platform/operation/operation";

/** What the EU AI Act asks of the systems of a unit and below, by the day from which it can have effect. */
export const dutyTimeline = query({
  name: "duties.timeline",
  summary: "The duties of all AI systems of a unit and below, by date",
  permission: classificationsRead,
  input: z.strictObject(timelineInput),
  timeoutMs: 30_000,
  run: async (context, { unitId, role, riskClass, state }) => {
    const place = await placeOf(context, { unitId });
    const within = { stage: { not: "retired" }, unit: { path: { startsWith: place.unit.path } } };
    const systems = await dutiesOfSystems(context, within);
    const spots = new Map(
      (await spotsOf(context, place, [await actInForce(context.tx)])).map((spot) => [spot.systemId, spot]),
    );
    const planned = new Set(
      (
        await context.tx.dutyTask.findMany({
          where: { systemId: { in: systems.map((one) => one.system.id) } },
        })
      ).map((one) => `${one.systemId} ${one.dutyKey}`),
    );
    const all = systems.flatMap(({ system, state: classification, riskClass: held, duties }) =>
      duties.map((duty) => {
        const spot = spots.get(system.id);
        const inHand = controlsFor(duty, spot).length > 0 || planned.has(`${system.id} ${duty.key}`);
        const { key, ref, title, role: as, appliesFrom, practicalFrom } = duty;
        return {
          ...{ key, ref, title, role: as, appliesFrom, practicalFrom, classification, riskClass: held },
          system: { id: system.id, ref: system.ref, name: system.name },
          state: dutyState(statesOf(duty, spot), inHand),
        };
      }),
    );
    const rows = all
      .filter(
        (one) =>
          (role === undefined || (one.role ?? "model") === role) &&
          (riskClass === undefined || one.riskClass === riskClass) &&
          (state === undefined || one.state === state),
      )
      .sort((a, b) => (a.practicalFrom ?? "9").localeCompare(b.practicalFrom ?? "9"));
    return {
      unit: { id: place.unit.id, name: place.unit.name },
      today: await todayOf(context),
      dates: datesIn(rows),
      rows,
      all: all.length,
      systems: {
        all: systems.length,
        unclassified: systems.filter((one) => one.state === "not-started").length,
        unsigned: systems.filter((one) => one.state !== "sealed" && one.state !== "not-started").length,
      },
      roles: [...new Set(all.map((one) => one.role ?? "model"))].sort(),
      classes: [...new Set(all.flatMap((one) => one.riskClass ?? []))].sort(),
    };
  },
});

interface Dated {
  practicalFrom: string | null;
  state: DutyState;
  system: { id: string };
}

function datesIn(rows: readonly Dated[]) {
  const byDate = Map.groupBy(rows, ({ practicalFrom }) => practicalFrom);
  return [...byDate].map(([date, own]) => {
    const count = (...states: DutyState[]) => own.filter(({ state }) => states.includes(state)).length;
    return {
      date,
      duties: own.length,
      systems: new Set(own.map(({ system }) => system.id)).size,
      covered: count("confirmed", "inferred", "excluded"),
      inHand: count("planned", "partly"),
      open: count("open"),
    };
  });
}
