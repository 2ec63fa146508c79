import { expect, test } from "vitest";
import { partConcepts } from "@/lib/domain/inventory/parts/concepts/schema";
import { createRisk } from "@/lib/domain/risks/commands/create-risk";
import { loadDemo, renewDemoAccess, unloadDemo } from "@/prisma/seed/demo";
import { demoId } from "@/prisma/seed/demo/calendar";
import { contents } from "@/tests/access/company";
import { asOwner } from "@/tests/support/test-database";
import { theSystem } from "@/tests/support/world";

const count = (table: string) =>
  asOwner(async (client) => (await client.query(`select count(*)::int as n from ${table}`)).rows[0].n);

test("the demo organisation loads whole, and a second time changes nothing", async () => {
  await loadDemo();
  expect(await Promise.all(["units", "people", "systems", "risks"].map(count))).toEqual([14, 24, 24, 70]);
  const loaded = await contents();
  await loadDemo();
  expect(await contents()).toEqual(loaded);
});

test("its passwords are made fresh for each start", async () => {
  const [first, second] = [await renewDemoAccess(), await renewDemoAccess()];
  const passwords = [...first.users, ...second.users].map(({ password }) => password);
  expect(new Set(passwords).size).toBe(passwords.length);
  expect(first.token).not.toBe(second.token);
});

test("while a record of your own uses it, it is not removed, and the message says which", async () => {
  const unitId = demoId("units", "claims");
  const own = await createRisk.execute(
    { ...theSystem(), personId: demoId("people", "anna.kowalska") },
    { title: "My own", category: "security", unitId },
  );
  const before = await contents();
  await expect(unloadDemo()).rejects.toThrow("1 risks");
  expect(await contents()).toEqual(before);
  await asOwner((client) => client.query("delete from risks where id = $1", [own.id]));
});

test("it unloads and leaves the top unit, the audit trail, and its edition of the law, discarded", async () => {
  const entries = await count("audit_entries");
  const records = await Promise.all(
    [
      ...["risks", "tasks", "decisions", "systems", "parts", "evidence", "controls", "own_questionnaires"],
      ...[
        "assessments",
        "classifications",
        "audit_packs",
        "law_versions",
        "threat_models",
        "threats",
        "attack_trees",
        "findings",
        "test_runs",
        "gate_policies",
        "gate_verdicts",
        "planned_tests",
        "webhooks",
        "pasta_stages",
        "own_threat_rules",
        "threat_rule_overrides",
      ],
    ].map(count),
  );
  const saysSomething =
    'threat_rule_overrides o where impact is not null and number = (select max(number) from threat_rule_overrides where "ruleId" = o."ruleId")';
  expect(await count(saysSomething)).toBe(1);
  await unloadDemo();
  expect(
    await Promise.all(
      [
        "units",
        "people",
        "systems",
        ...partConcepts.map(({ concept }) => concept),
        "parts",
        "part_links",
        "risks",
        "tasks",
        "decisions",
        "controls",
        "control_tests",
        "control_risks",
        "statement_deviations",
        "requirement_findings",
        "evidence",
        "evidence_versions",
        "evidence_links",
        "evidence_requests",
        "own_questionnaires",
        "classifications",
        "classification_answers",
        "duty_tasks",
        "audit_packs",
        "audit_engagements",
        "auditor_reads",
        "assessment_respondents",
        "questionnaire_versions",
        "assessments",
        "assessment_questions",
        "assessment_answers",
        "threat_models",
        "threats",
        "threat_model_drawings",
        "attack_trees",
        "test_runs",
        "test_results",
        "findings",
        "finding_events",
        "control_checks",
        "gate_policies",
        "gate_verdicts",
        "planned_tests",
        "webhooks",
        "webhook_deliveries",
        "pasta_stages",
        "own_threat_rules",
        "programme_roles",
        "programme_appointments",
        "grants",
        "custom_roles",
      ].map(count),
    ),
  ).toEqual([1, ...Array.from({ length: 55 }, () => 0)]);
  expect(await count(saysSomething)).toBe(0);
  expect(await count('law_versions where "discardedAt" is null')).toBe(0);
  expect(await count("audit_entries")).toBe(entries + records.reduce((sum, one) => sum + one, 0));
});
