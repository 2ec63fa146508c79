import "server-only";
import { auditRead } from "@/lib/domain/audit/access";
import { createEngagement, endEngagement } from "@/lib/domain/audit-packs/engagements/commands";
import {
  chooseEngagements,
  engagementRegister,
  getEngagement,
  getEngagementHistory,
} from "@/lib/domain/audit-packs/engagements/queries";
import { getRead, readRegister } from "@/lib/domain/audit-packs/engagements/reads";
import { type Module, route } from "@/lib/platform/registry/module";

export const engagementsModule: Module = {
  name: "audit-engagements",
  permissions: [],
  navigation: [
    {
      group: "Compliance",
      label: "Auditors",
      href: "/audit-engagements",
      also: ["/auditor-reads"],
      icon: "auditor",
      permission: auditRead,
    },
  ],
  registers: [engagementRegister, readRegister],
  routes: [
    route("post", "/audit-engagements", createEngagement, { status: 201 }),
    route("get", "/audit-engagements/choices", chooseEngagements),
    route("get", "/audit-engagements/:id", getEngagement),
    route("get", "/audit-engagements/:id/history", getEngagementHistory),
    route("post", "/audit-engagements/:id/end", endEngagement),
    route("get", "/auditor-reads/:id", getRead),
  ],
};
