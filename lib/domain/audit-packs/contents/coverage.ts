import "server-only";
import type { PackFolder } from "@/lib/domain/audit-packs/build/pack-folder";
import type { FrameworkState } from "@/lib/domain/audit-packs/queries/coverage";
import { coverageStates } from "@/lib/domain/controls/coverage/schema";
import { writeCsv } from "@/lib/platform/csv/write";

/** So many instances of one control are named in a cell; every one is in the register of controls. */
const mostNamed = 5;

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
function namedControls(controls: FrameworkState["statement"]["lines"][number]["controls"]): string | null {
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
