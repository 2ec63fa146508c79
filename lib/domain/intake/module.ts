import "server-only";
import { intakeApprove, intakePropose, intakeRead, intakeTriage } from "@/lib/domain/intake/access";
import { approveProposal, declineProposal } from "@/lib/domain/intake/commands/decide";
import { propose, updateProposal, withdrawProposal } from "@/lib/domain/intake/commands/propose";
import { reopenProposal, returnProposal, triageProposal } from "@/lib/domain/intake/commands/triage";
import { findProposals, getProposal, proposalHistory, proposalRegister } from "@/lib/domain/intake/queries";
import { type Module, route } from "@/lib/platform/registry/module";

export const intakeModule: Module = {
  name: "intake",
  permissions: [intakeRead, intakePropose, intakeTriage, intakeApprove],
  navigation: [
    { group: "Inventory", label: "Proposals", href: "/proposals", icon: "proposal", permission: intakeRead },
  ],
  registers: [proposalRegister],
  records: [{ type: "proposals", one: "proposal", read: intakeRead, find: findProposals }],
  routes: [
    route("post", "/proposals", propose, { status: 201 }),
    route("get", "/proposals/:id", getProposal),
    route("patch", "/proposals/:id", updateProposal),
    route("get", "/proposals/:id/history", proposalHistory),
    route("post", "/proposals/:id/withdraw", withdrawProposal),
    route("post", "/proposals/:id/triage", triageProposal),
    route("post", "/proposals/:id/return", returnProposal),
    route("post", "/proposals/:id/approve", approveProposal),
    route("post", "/proposals/:id/decline", declineProposal),
    route("post", "/proposals/:id/reopen", reopenProposal),
  ],
};
