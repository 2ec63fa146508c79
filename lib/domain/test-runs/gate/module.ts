import "server-only";
import { gatePoliciesEdit, gatesEvaluate, gatesRead } from "@/lib/domain/test-runs/gate/access";
import { evaluateStoredRuns } from "@/lib/domain/test-runs/gate/commands/evaluate-gate";
import {
  createGatePolicy,
  retireGatePolicy,
  updateGatePolicy,
} from "@/lib/domain/test-runs/gate/commands/write-policy";
import { gateConditions } from "@/lib/domain/test-runs/gate/conditions";
import { findPolicies, findVerdicts } from "@/lib/domain/test-runs/gate/queries/find";
import {
  getGatePolicy,
  getPolicyHistory,
  policyRegister,
} from "@/lib/domain/test-runs/gate/queries/policies";
import {
  getVerdict,
  getVerdictHistory,
  verdictRegister,
  verdictReport,
} from "@/lib/domain/test-runs/gate/queries/verdicts";
import { getPolicyVersion, listPolicyVersions } from "@/lib/domain/test-runs/gate/queries/versions";
import { type Module, route } from "@/lib/platform/registry/module";

export const gatesModule: Module = {
  name: "gates",
  permissions: [gatesRead, gatesEvaluate, gatePoliciesEdit],
  navigation: [
    {
      group: "Assurance",
      label: "Gates",
      href: "/gate-verdicts",
      also: ["/gate-policies"],
      icon: "verdict",
      permission: gatesRead,
    },
  ],
  registers: [verdictRegister, policyRegister],
  records: [
    { type: "gate-verdicts", one: "gate verdict", read: gatesRead, find: findVerdicts },
    { type: "gate-policies", one: "gate policy", read: gatesRead, find: findPolicies },
  ],
  gateConditions,
  routes: [
    route("post", "/gates/evaluate", evaluateStoredRuns),
    route("post", "/gate-policies", createGatePolicy, { status: 201 }),
    route("get", "/gate-policies/:id", getGatePolicy),
    route("get", "/gate-policies/:id/versions", listPolicyVersions),
    route("get", "/gate-policies/:id/versions/:number", getPolicyVersion),
    route("patch", "/gate-policies/:id", updateGatePolicy),
    route("get", "/gate-policies/:id/history", getPolicyHistory),
    route("post", "/gate-policies/:id/retire", retireGatePolicy),
    route("get", "/gate-verdicts/:id", getVerdict),
    route("get", "/gate-verdicts/:id/history", getVerdictHistory),
    route("get", "/gate-verdicts/:id/report", verdictReport),
  ],
};
