import type { ClientBase } from "pg";
import { describe, expect, test } from "vitest";
import { finding } from "@/lib/cli/doctor/check";
import { checkRole } from "@/lib/cli/doctor/database-checks";
import {
  checkHistory,
  checkPolicies,
  checkRights,
  checkTriggers,
  compareWithPicture,
} from "@/lib/cli/doctor/picture-checks";
import { appUrl } from "@/lib/platform/database/app-role";
import { runtimePassword, runtimeRole } from "@/lib/platform/settings/settings";
import { asOwner, testSecret } from "@/tests/support/test-database";

const ownerUrl = process.env["DATABASE_URL"] ?? "";
const role = { name: runtimeRole, password: runtimePassword(testSecret) };
const database = { ownerUrl, environment: { DATABASE_APP_URL: appUrl(ownerUrl, role) } };

/** Returns what doctor says of the database's walls: the words of each finding that is not well, else of all. */
async function examined() {
  const compared = compareWithPicture(database);
  compared.catch(() => undefined);
  const findings = [
    await finding("role", () => checkRole(database)),
    await finding("policies", async () => checkPolicies(await compared)),
    await finding("rights", async () => checkRights(await compared)),
    await finding("triggers", async () => checkTriggers(await compared)),
    await finding("history", async () => checkHistory(database, await compared)),
  ];
  return Object.fromEntries(findings.map(({ name, state, words }) => [name, `${state}: ${words}`]));
}

const run = (sql: string) => asOwner((client: ClientBase) => client.query(sql));

test("a database as the migrations make it is found well, and every table that never changes is tried", async () => {
  const all = await examined();
  expect(Object.values(all).filter((words) => !words.startsWith("ok"))).toEqual([]);
  const { rows } = await run(
    "select count(distinct tgrelid)::int as tables from pg_trigger where tgname = 'never_changed'",
  );
  expect(rows[0].tables).toBeGreaterThan(25);
  expect(all["history"]).toContain(`${rows[0].tables} tables refuse every change`);
});

// What somebody with the rights of the owner can do by hand: how it is undone, the finding, what it says.
const tamperings: [sql: string, undo: string, finding: string, says: string][] = [
  [
    "drop trigger never_changed on audit_entries",
    "create trigger never_changed before update or delete on audit_entries for each row execute function refuse_change()",
    "triggers",
    "trigger never_changed of table public.audit_entries is missing: run its statement in prisma/migrations again",
  ],
  [
    "alter table risk_scores disable trigger never_changed",
    "alter table risk_scores enable trigger never_changed",
    "triggers",
    "trigger never_changed of table public.risk_scores is off: ALTER TABLE public.risk_scores ENABLE TRIGGER never_changed;",
  ],
  [
    "alter table risks disable trigger all",
    "alter table risks enable trigger all",
    "triggers",
    "triggers of constraints of table public.risks are off: ALTER TABLE public.risks ENABLE TRIGGER ALL;",
  ],
  [
    "create rule quietly as on insert to decisions do instead nothing",
    "drop rule quietly on decisions",
    "triggers",
    "rule quietly of table public.decisions was added: DROP rule quietly ON public.decisions;",
  ],
  [
    "create function public.every_risk() returns setof risks language sql security definer as 'select * from risks'",
    "drop function public.every_risk()",
    "triggers",
    "function public.every_risk() was added: DROP function public.every_risk();",
  ],
  [
    "alter policy reads on risks using (true)",
    `alter policy reads on risks using ("unitId" = any ((select readable_units())::uuid[]))`,
    "policies",
    "policy reads of table public.risks was changed",
  ],
  [
    "create policy more on risks for select to plumbline_app using (true)",
    "drop policy more on risks",
    "policies",
    "policy more of table public.risks was added: DROP policy more ON public.risks;",
  ],
  [
    "alter table risks no force row level security",
    "alter table risks force row level security",
    "policies",
    "row-level security of table public.risks is not for the owner: ALTER TABLE public.risks ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;",
  ],
  [
    "alter table risks disable row level security",
    "alter table risks enable row level security",
    "policies",
    "row-level security of table public.risks is off",
  ],
  [
    "grant update on risk_reviews to plumbline_app",
    'revoke update on risk_reviews from plumbline_app; grant update ("unitId") on risk_reviews to plumbline_app',
    "rights",
    "plumbline_app may UPDATE on table public.risk_reviews: REVOKE UPDATE ON table public.risk_reviews FROM plumbline_app;",
  ],
  [
    "grant update (text) on audit_entries to plumbline_app",
    "revoke update (text) on audit_entries from plumbline_app",
    "rights",
    "plumbline_app may UPDATE (text) on table public.audit_entries: REVOKE UPDATE (text) ON table public.audit_entries FROM plumbline_app;",
  ],
  [
    "revoke select on risks from plumbline_app",
    "grant select on risks to plumbline_app",
    "rights",
    "plumbline_app may not SELECT on table public.risks: GRANT SELECT ON table public.risks TO plumbline_app;",
  ],
  [
    "grant select on people to public",
    "revoke select on people from public",
    "rights",
    "public may SELECT on table public.people: REVOKE SELECT ON table public.people FROM public;",
  ],
  [
    "drop role if exists somebody_else; create role somebody_else; alter table risks owner to somebody_else",
    "alter table risks owner to current_user; drop role somebody_else",
    "rights",
    "table public.risks belongs to somebody_else: ALTER table public.risks OWNER TO ",
  ],
  [
    "drop role if exists some_reader; create role some_reader; grant some_reader to plumbline_app",
    "revoke some_reader from plumbline_app; drop role some_reader",
    "role",
    "plumbline_app may act as some_reader. Take it away: REVOKE some_reader FROM plumbline_app;",
  ],
];

describe("what was changed by hand is named, with what to do", () => {
  test.each(tamperings)("%s", async (sql, undo, name, says) => {
    await run(sql);
    try {
      const { [name]: words } = await examined();
      expect(words).toContain("failed: ");
      expect(words).toContain(says);
    } finally {
      await run(undo);
    }
  });

  test("and once all of it is undone, everything is well again", async () => {
    const all = Object.values(await examined());
    expect(all.filter((words) => !words.startsWith("ok"))).toEqual([]);
  });
});

test("the try as the application alone finds a right on a table that never changes", async () => {
  const compared = await compareWithPicture(database);
  await run("grant delete on audit_entries to plumbline_app; alter table audit_entries disable trigger all");
  try {
    const found = await finding("history", () => checkHistory(database, compared));
    expect(found.words).toBe(
      "The application may DELETE table public.audit_entries. Revoke it: REVOKE DELETE ON table public.audit_entries FROM plumbline_app;",
    );
  } finally {
    await run(
      "revoke delete on audit_entries from plumbline_app; alter table audit_entries enable trigger all",
    );
  }
});

test("a schema of somebody else is none of its business, and a lost function is", async () => {
  await run(
    "create schema reports; create table reports.mine (id int); alter function all_units() rename to no_units",
  );
  try {
    const { triggers, rights, policies } = await examined();
    expect(triggers).toContain("function public.all_units() is missing: run its statement");
    expect(triggers).toContain("function public.no_units() was added");
    expect(triggers).not.toContain("mine");
    expect([rights, policies]).toEqual([expect.stringMatching(/^ok/), expect.stringMatching(/^ok/)]);
  } finally {
    await run("drop schema reports cascade; alter function no_units() rename to all_units");
  }
});
