import "server-only";
import { auditRead, auditSeal, auditVerify } from "@/lib/domain/audit/access";
import { checkpointJob } from "@/lib/domain/audit/jobs";
import { getAuditKey, getEntry, listCheckpoints, verifyChain } from "@/lib/domain/audit/queries";
import { auditRegister } from "@/lib/domain/audit/trail";
import { type Module, route } from "@/lib/platform/registry/module";

export const auditModule: Module = {
  name: "audit",
  permissions: [auditRead, auditVerify, auditSeal],
  navigation: [
    {
      group: "Settings",
      label: "Audit trail",
      href: "/settings/audit",
      icon: "audit",
      permission: auditRead,
    },
  ],
  registers: [auditRegister],
  routes: [
    route("get", "/audit/checkpoints", listCheckpoints),
    route("get", "/audit/key", getAuditKey),
    route("get", "/audit/verification", verifyChain),
    route("get", "/audit/:id", getEntry),
  ],
  jobs: [checkpointJob],
};
