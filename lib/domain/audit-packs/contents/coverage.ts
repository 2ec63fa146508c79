import "server-only";
import type { PackFolder } from "@/lib/domain/audit-packs/build/pack-folder";
import type { PackAsked } from "@/lib/domain/audit-packs/contents/gather";
import { coverageStates } from "@/lib/domain/controls/coverage/schema";
import { frameworkCoverage } from "@/lib/domain/controls/queries/coverage";
import { getStatement } from "@/lib/domain/controls/queries/statement";
import type { Actor } from "@/lib/platform/access/actor";
import { writeCsv } from "@/lib/platform/csv/write";

/** So many instances of one control are named in a cell; every one is in the register of controls. */
const mostNamed = 5;

type Coverage = Awaited<ReturnType<typeof frameworkCoverage.execute>>;
type Statement = Awaited<ReturnType<typeof getStatement.execute>>;

/** How far one framework was covered: in the unit, or at each system that was chosen, with the unit's statement. */
export interface FrameworkState {
  key: string;
  places: Coverage[];
  statement: Statement;
}

/** Returns the coverage of each framework of a pack and its Statement of Applicability. */
export async function frameworkStates(
  actor: Actor,
  { frameworks, systemIds, unitId }: PackAsked,
): Promise<FrameworkState[]> {
  const states: FrameworkState[] = [];
  for (const key of frameworks) {
    const places: Coverage[] = [];
    if (systemIds.length === 0) places.push(await frameworkCoverage.execute(actor, { key, unitId }));
    for (const systemId of systemIds) places.push(await frameworkCoverage.execute(actor, { key, systemId }));
    const statement = await getStatement.execute(actor, { framework: key, unitId });
    states.push({ key, places, statement });
  }
  return states;
}

/** Returns a state of coverage in words. */
export function stateWords(state: string): string {
  return coverageStates.find(({ value }) => value === state)?.label ?? state;
}

/** Writes for each framework how far each requirement was covered, and whether it applies. */
export async function writeCoverage(folder: PackFolder, states: readonly FrameworkState[]): Promise<void> {
  for (const { key, places, statement } of states) {
    const headings = ["Place", "Ref", "Requirement", "Covered", "Places", "From what", "Next step"];
    const rows = places.flatMap(({ place, rows: all }) =>
      all.map(({ ref, title, state, places: count, path, next }) => [
        place.system?.name ?? place.unit.name,
        ref,
        title,
        stateWords(state),
        count,
        path.join(" → ") || null,
        next?.text ?? null,
      ]),
    );
    await folder.add(`coverage/${key}.csv`, table(headings, rows));
    const lines = statement.lines.map(({ ref, title, applicable, reason, excludedAt, state, controls }) => [
      ref,
      title,
      applicable ? "Yes" : "No",
      reason,
      excludedAt,
      stateWords(state),
      namedControls(controls),
    ]);
    const soa = [
      "Ref",
      "Requirement",
      "Applies",
      "Why it does not apply",
      "Excluded by",
      "Covered",
      "Controls",
    ];
    await folder.add(`statements/${key}.csv`, table(soa, lines));
  }
}

// By title, since the same control of the library can be carried out at hundreds of places; a cell of a spreadsheet ends at 32,767.
function namedControls(controls: Statement["lines"][number]["controls"]): string | null {
  const byTitle = new Map<string, string[]>();
  for (const { ref, title } of controls) {
    const refs = byTitle.get(title);
    if (refs) refs.push(ref);
    else byTitle.set(title, [ref]);
  }
  const words = [...byTitle].map(([title, all]) => {
    const more = all.length > mostNamed ? ` and ${(all.length - mostNamed).toLocaleString("en")} more` : "";
    return `${all.slice(0, mostNamed).join(", ")}${more} ${title}`;
  });
  return words.join("; ") || null;
}

function table(headings: readonly string[], rows: readonly (readonly (string | number | null)[])[]) {
  return writeCsv({ columns: headings.map((heading) => ({ heading })), rows });
}
