import "server-only";
import {
  findingsTriage,
  findingsWaive,
  testDataRead,
  testDataSet,
  testRunsImport,
  testRunsRead,
  testRunsReadRaw,
} from "@/lib/domain/test-runs/access";
import {
  applyTestImport,
  createTestImport,
  createTestImports,
  pushResults,
  uploadResults,
} from "@/lib/domain/test-runs/commands/create-import";
import { linkChecks, unlinkChecks } from "@/lib/domain/test-runs/commands/link-checks";
import { findingToRisk, unlinkFindingRisk } from "@/lib/domain/test-runs/commands/link-finding";
import { decideFinding, judgeFinding, updateFinding } from "@/lib/domain/test-runs/commands/triage-finding";
import { followSystems } from "@/lib/domain/test-runs/follow";
import { testRunJobs } from "@/lib/domain/test-runs/jobs";
import { findFindings, findRuns } from "@/lib/domain/test-runs/queries/find";
import { getFinding, getFindingHistory } from "@/lib/domain/test-runs/queries/finding";
import { checksOfControl, findingsOnRisk, testsOf } from "@/lib/domain/test-runs/queries/links";
import { findingRegister, runRegister } from "@/lib/domain/test-runs/queries/register";
import {
  getRun,
  getRunHistory,
  getTestImport,
  listResults,
  listTestImports,
} from "@/lib/domain/test-runs/queries/runs";
import { downloadRawFile } from "@/lib/domain/test-runs/raw/download-file";
import { setTestData } from "@/lib/domain/test-runs/test-data/commands";
import { getTestData } from "@/lib/domain/test-runs/test-data/queries";
import {
  endWaiver,
  grantWaiver,
  refuseWaiver,
  requestWaiver,
  withdrawWaiver,
} from "@/lib/domain/test-runs/waivers/commands";
import { followFindings } from "@/lib/domain/test-runs/waivers/follow";
import { getWaiver } from "@/lib/domain/test-runs/waivers/queries";
import { type Module, route } from "@/lib/platform/registry/module";

const taken = { status: 201, receives: "sealed" } as const;

export const testRunsModule: Module = {
  name: "test-runs",
  permissions: [
    testRunsRead,
    testRunsImport,
    testRunsReadRaw,
    findingsTriage,
    findingsWaive,
    testDataRead,
    testDataSet,
  ],
  navigation: [
    {
      group: "Risk",
      label: "Findings",
      href: "/findings",
      icon: "finding",
      permission: testRunsRead,
    },
    {
      group: "Assurance",
      label: "Test runs",
      href: "/test-runs",
      also: ["/test-imports"],
      icon: "test-run",
      permission: testRunsRead,
    },
    {
      group: "Settings",
      label: "Test data",
      href: "/settings/test-data",
      icon: "test-data",
      permission: testDataRead,
    },
  ],
  registers: [runRegister, findingRegister],
  records: [
    { type: "findings", one: "finding", read: testRunsRead, find: findFindings },
    { type: "test-runs", one: "test run", read: testRunsRead, find: findRuns },
  ],
  jobs: testRunJobs,
  listeners: [followSystems, followFindings],
  routes: [
    route("get", "/test-imports", listTestImports),
    route("post", "/test-imports/files", uploadResults, taken),
    route("post", "/test-imports/push", pushResults, taken),
    route("post", "/test-imports", createTestImport, { status: 201 }),
    route("post", "/test-imports/several", createTestImports, { status: 201 }),
    route("get", "/test-imports/:id", getTestImport),
    route("post", "/test-imports/:id/apply", applyTestImport),
    route("post", "/test-imports/:id/raw", downloadRawFile),
    route("get", "/settings/test-data", getTestData),
    route("put", "/settings/test-data", setTestData),
    route("get", "/test-runs/of", testsOf),
    route("get", "/test-runs/:id", getRun),
    route("get", "/test-runs/:id/results", listResults),
    route("get", "/test-runs/:id/history", getRunHistory),
    route("get", "/findings/:id", getFinding),
    route("patch", "/findings/:id", updateFinding),
    route("get", "/findings/:id/history", getFindingHistory),
    route("post", "/findings/:id/decide", decideFinding),
    route("post", "/findings/:id/judge", judgeFinding),
    route("get", "/findings/:id/waiver", getWaiver),
    route("post", "/findings/:id/request-waiver", requestWaiver, { status: 201 }),
    route("post", "/findings/:id/grant-waiver", grantWaiver),
    route("post", "/findings/:id/refuse-waiver", refuseWaiver),
    route("post", "/findings/:id/withdraw-waiver", withdrawWaiver),
    route("post", "/findings/:id/end-waiver", endWaiver),
    route("post", "/findings/:id/risk", findingToRisk, { status: 201 }),
    route("get", "/finding-risks", findingsOnRisk),
    route("post", "/finding-risks/:id/remove", unlinkFindingRisk),
    route("get", "/control-checks", checksOfControl),
    route("post", "/control-checks", linkChecks, { status: 201 }),
    route("post", "/control-checks/:id/remove", unlinkChecks),
  ],
};
