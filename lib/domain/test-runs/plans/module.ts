import "server-only";
import { testRunsRead } from "@/lib/domain/test-runs/access";
import { plannedTestsEdit } from "@/lib/domain/test-runs/plans/access";
import { followPlans } from "@/lib/domain/test-runs/plans/commands/judge-plan";
import {
  createPlannedTest,
  retirePlannedTest,
  updatePlannedTest,
} from "@/lib/domain/test-runs/plans/commands/write-planned";
import { planConditions } from "@/lib/domain/test-runs/plans/conditions";
import { checklistAnswers } from "@/lib/domain/test-runs/plans/known-answers";
import { findPlannedTests } from "@/lib/domain/test-runs/plans/queries/find";
import { getPlannedHistory, getPlannedTest, getTestPlan } from "@/lib/domain/test-runs/plans/queries/planned";
import { plannedRegister } from "@/lib/domain/test-runs/plans/queries/register";
import { suggestPlan } from "@/lib/domain/test-runs/plans/queries/suggestions";
import { type Module, route } from "@/lib/platform/registry/module";

export const testPlansModule: Module = {
  name: "test-plans",
  permissions: [plannedTestsEdit],
  navigation: [
    {
      group: "Assurance",
      label: "Test plans",
      href: "/planned-tests",
      icon: "test-plan",
      permission: testRunsRead,
    },
  ],
  registers: [plannedRegister],
  records: [{ type: "planned-tests", one: "planned test", read: testRunsRead, find: findPlannedTests }],
  gateConditions: planConditions,
  knownAnswers: checklistAnswers,
  jobs: [
    {
      name: "planned-tests.follow",
      schedule: "41 * * * *",
      run: async (actor) => followPlans.execute(actor, {}),
    },
  ],
  routes: [
    route("post", "/planned-tests", createPlannedTest, { status: 201 }),
    route("get", "/planned-tests/of", getTestPlan),
    route("get", "/planned-tests/suggestions", suggestPlan),
    route("get", "/planned-tests/:id", getPlannedTest),
    route("patch", "/planned-tests/:id", updatePlannedTest),
    route("get", "/planned-tests/:id/history", getPlannedHistory),
    route("post", "/planned-tests/:id/retire", retirePlannedTest),
  ],
};
