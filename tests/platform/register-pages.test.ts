import { beforeAll, expect, test } from "vitest";
import { riskRegister } from "@/lib/domain/risks/queries/register";
import type { Actor } from "@/lib/platform/access/actor";
import type { CellValue, RegisterRow } from "@/lib/platform/register/column";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith } from "@/tests/support/world";

let lead: Actor;
beforeAll(async () => {
  const world = await createWorld();
  lead = await personWith("lead", world.root);
  // Many equal values and many that are empty: where pages by position would lose or repeat rows.
  await asOwner((client) =>
    client.query(
      `insert into risks (id, title, category, "threatFamily", "unitId", status, treatment, "treatmentDueOn", "currentScore",
         "currentLikelihood", "currentImpact", "nextReviewOn", "createdById", "createdAt", "updatedAt")
       select gen_random_uuid(), 'Risk ' || i, (array['security','privacy'])[1 + i % 2],
         (array['prompt-injection', null, 'jailbreaks-and-evasions'])[1 + i % 3], $1, 'open',
         (array['mitigate', null])[1 + i % 2], case when i % 4 > 1 then date '2026-01-01' + i % 3 end, i % 5,
         nullif(i % 5, 0), nullif(i % 5, 0), null, gen_random_uuid(), now() - i % 7 * interval '1 day', now()
       from generate_series(1, 47) i`,
      [world.claims],
    ),
  );
});

const sorts = riskRegister.columns
  .filter(({ sortable }) => sortable)
  .flatMap((column) => [
    { sort: column.key, column, descending: false },
    { sort: `-${column.key}`, column, descending: true },
  ]);

test.each(sorts)(
  "sorted by $sort, the pages together hold every row once, in order and the empty ones last",
  async ({ sort, column, descending }) => {
    const rows = await pagesOf(sort);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(47);
    expect(rows).toHaveLength(47);
    const values = rows.map((row) => row[column.key] ?? null);
    const present = values.filter((value) => value !== null);
    expect(values.slice(present.length).every((value) => value === null)).toBe(true);
    if (column.kind === "text" || column.kind === "email") return;
    expect(present).toEqual([...present].sort((a, b) => (descending ? compared(b, a) : compared(a, b))));
  },
);

test("a cursor at the last empty row leads to nothing more", async () => {
  const first = await riskRegister.list.execute(lead, { sort: "nextReviewOn", limit: 46 });
  const rest = await riskRegister.list.execute(lead, {
    sort: "nextReviewOn",
    limit: 46,
    cursor: first.next ?? "",
  });
  expect(rest.rows).toHaveLength(1);
  expect(rest.next).toBeNull();
});

async function pagesOf(sort: string): Promise<RegisterRow[]> {
  const rows: RegisterRow[] = [];
  let cursor: string | undefined;
  do {
    const page = await riskRegister.list.execute(lead, { sort, limit: 5, ...(cursor ? { cursor } : {}) });
    rows.push(...page.rows);
    cursor = page.next ?? undefined;
  } while (cursor && rows.length < 100);
  return rows;
}

function compared(a: CellValue, b: CellValue): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
}
