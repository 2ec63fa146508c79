import "server-only";
import { adoptDuties } from "@/lib/domain/duties/commands/adopt";
import { getDocument } from "@/lib/domain/duties/documents/document";
import { documentReport } from "@/lib/domain/duties/documents/report";
import { moveDuties } from "@/lib/domain/duties/follow-systems";
import { listDuties } from "@/lib/domain/duties/queries/duties";
import { dutyTimeline } from "@/lib/domain/duties/queries/timeline";
import { type Module, route } from "@/lib/platform/registry/module";

export const dutiesModule: Module = {
  name: "duties",
  permissions: [],
  listeners: [moveDuties],
  routes: [
    route("get", "/duties", listDuties),
    route("get", "/duties/timeline", dutyTimeline),
    route("get", "/duties/document", getDocument),
    route("get", "/duties/document/report", documentReport),
    route("post", "/duties/adopt", adoptDuties, { status: 201 }),
  ],
};
