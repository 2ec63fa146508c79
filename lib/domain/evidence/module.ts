import "server-only";
import { evidenceEdit, evidenceGive, evidenceRead, evidenceRequest } from "@/lib/domain/evidence/access";
import { answerRequest, fulfilRequest } from "@/lib/domain/evidence/commands/answer-request";
import {
  addEvidenceVersion,
  createEvidence,
  restoreEvidence,
  updateEvidence,
  withdrawEvidence,
} from "@/lib/domain/evidence/commands/change-evidence";
import { linkEvidence, unlinkEvidence } from "@/lib/domain/evidence/commands/link-evidence";
import { requestEvidence, withdrawRequest } from "@/lib/domain/evidence/commands/request-evidence";
import { uploadEvidenceFile } from "@/lib/domain/evidence/commands/upload-file";
import { refusalOfFile } from "@/lib/domain/evidence/files/rules";
import { removeUnused } from "@/lib/domain/evidence/jobs";
import { getEvidenceContent } from "@/lib/domain/evidence/queries/content";
import {
  evidenceChoices,
  findEvidences,
  getEvidence,
  getEvidenceHistory,
} from "@/lib/domain/evidence/queries/evidence";
import { listLinkedEvidence } from "@/lib/domain/evidence/queries/linked";
import { evidenceRegister } from "@/lib/domain/evidence/queries/register";
import {
  findRequests,
  getRequest,
  getRequestHistory,
  requestRegister,
} from "@/lib/domain/evidence/queries/requests";
import { oneEvidenceReport } from "@/lib/domain/evidence/report";
import { type Module, route } from "@/lib/platform/registry/module";

const taken = { status: 201, receives: "file", refuses: refusalOfFile } as const;

export const evidenceModule: Module = {
  name: "evidence",
  permissions: [evidenceRead, evidenceEdit, evidenceRequest, evidenceGive],
  navigation: [
    {
      group: "Assurance",
      label: "Evidence",
      href: "/evidence",
      also: ["/evidence-requests"],
      icon: "evidence",
      permission: evidenceRead,
    },
  ],
  registers: [evidenceRegister, requestRegister],
  jobs: [removeUnused],
  records: [
    { type: "evidence", one: "piece of evidence", read: evidenceRead, find: findEvidences },
    { type: "evidence-requests", one: "request for evidence", read: evidenceRead, find: findRequests },
  ],
  routes: [
    route("post", "/evidence/files", uploadEvidenceFile, taken),
    route("post", "/evidence", createEvidence, { status: 201 }),
    route("get", "/evidence/choices", evidenceChoices),
    route("get", "/evidence/:id", getEvidence),
    route("patch", "/evidence/:id", updateEvidence),
    route("get", "/evidence/:id/history", getEvidenceHistory),
    route("get", "/evidence/:id/report", oneEvidenceReport),
    route("post", "/evidence/:id/versions", addEvidenceVersion, { status: 201 }),
    route("get", "/evidence/:id/versions/:number/content", getEvidenceContent),
    route("post", "/evidence/:id/withdraw", withdrawEvidence),
    route("post", "/evidence/:id/restore", restoreEvidence),
    route("get", "/evidence-links", listLinkedEvidence),
    route("post", "/evidence-links", linkEvidence, { status: 201 }),
    route("post", "/evidence-links/:id/remove", unlinkEvidence),
    route("post", "/evidence-requests", requestEvidence, { status: 201 }),
    route("get", "/evidence-requests/:id", getRequest),
    route("get", "/evidence-requests/:id/history", getRequestHistory),
    route("post", "/evidence-requests/:id/fulfil", fulfilRequest),
    route("post", "/evidence-requests/:id/answer", answerRequest),
    route("post", "/evidence-requests/:id/withdraw", withdrawRequest),
  ],
};
