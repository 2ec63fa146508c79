import "server-only";
import { policiesRead } from "@/lib/domain/policies/access";
import { getPolicy, listPolicies } from "@/lib/domain/policies/queries";
import { policyReport } from "@/lib/domain/policies/report";
import { type Module, route } from "@/lib/platform/registry/module";

export const policiesModule: Module = {
  name: "policies",
  permissions: [policiesRead],
  navigation: [
    { group: "Compliance", label: "Policies", href: "/policies", icon: "policy", permission: policiesRead },
  ],
  routes: [
    route("get", "/policies", listPolicies),
    route("get", "/policies/:key", getPolicy),
    route("get", "/policies/:key/report", policyReport),
  ],
};
