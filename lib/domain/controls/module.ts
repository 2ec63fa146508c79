import "server-only";
import {
  controlsApprove,
  controlsEdit,
  controlsLibrary,
  controlsRead,
  controlsTest,
} from "@/lib/domain/controls/access";
import { adoptControls } from "@/lib/domain/controls/commands/adopt-controls";
import { carryOver } from "@/lib/domain/controls/commands/carry-over";
import { createControl, updateControl } from "@/lib/domain/controls/commands/change-control";
import {
  grantException,
  refuseException,
  requestException,
  withdrawException,
} from "@/lib/domain/controls/commands/exceptions";
import { followAllControls, followControls } from "@/lib/domain/controls/commands/follow-controls";
import { giveScoreBack } from "@/lib/domain/controls/commands/give-back";
import { judgeCrosswalk, judgeRequirement } from "@/lib/domain/controls/commands/judge-coverage";
import { linkControl, unlinkControl } from "@/lib/domain/controls/commands/link-risk";
import {
  excludeRequirement,
  grantStatement,
  includeRequirement,
  refuseStatement,
  requestStatement,
  withdrawStatement,
} from "@/lib/domain/controls/commands/statement";
import { judgeControl, testControl } from "@/lib/domain/controls/commands/test-control";
import { createOwnControl, updateOwnControl } from "@/lib/domain/controls/own/commands/change-own";
import { restoreOwnControl, retireOwnControl } from "@/lib/domain/controls/own/commands/retire-own";
import { findOwnControls, getOwnControl, getOwnControlHistory } from "@/lib/domain/controls/own/queries/own";
import { ownControlRegister } from "@/lib/domain/controls/own/queries/register";
import {
  previewControls,
  proposedControls,
  proposedForUnit,
} from "@/lib/domain/controls/queries/applicability";
import { findControls, getControl, getControlHistory } from "@/lib/domain/controls/queries/control";
import {
  coverageOverview,
  crosswalkFindings,
  frameworkCoverage,
} from "@/lib/domain/controls/queries/coverage";
import { getLibraryControl, listLibrary } from "@/lib/domain/controls/queries/library";
import { controlChoices, controlsOnRisk, risksOfControl } from "@/lib/domain/controls/queries/links";
import { lostWords } from "@/lib/domain/controls/queries/lost-words";
import { controlRegister } from "@/lib/domain/controls/queries/register";
import { getStatement } from "@/lib/domain/controls/queries/statement";
import { oneControlReport } from "@/lib/domain/controls/report";
import { statementReport } from "@/lib/domain/controls/statement-report";
import { type Module, route } from "@/lib/platform/registry/module";

export const controlsModule: Module = {
  name: "controls",
  permissions: [controlsRead, controlsEdit, controlsTest, controlsApprove, controlsLibrary],
  navigation: [
    {
      ...{ group: "Risk", label: "Controls", href: "/controls", icon: "control", permission: controlsRead },
      also: ["/own-controls"],
    },
  ],
  registers: [controlRegister, ownControlRegister],
  records: [{ type: "controls", one: "control", read: controlsRead, find: findControls }],
  alsoFound: [
    { type: "own-controls", one: "control of the library", read: controlsRead, find: findOwnControls },
  ],
  jobs: [
    {
      name: "controls.follow",
      schedule: "37 * * * *",
      run: async (actor) => followAllControls.execute(actor, {}),
    },
  ],
  listeners: [followControls],
  routes: [
    route("get", "/control-library", listLibrary),
    route("get", "/control-library/:key", getLibraryControl),
    route("post", "/own-controls", createOwnControl, { status: 201 }),
    route("get", "/own-controls/:id", getOwnControl),
    route("patch", "/own-controls/:id", updateOwnControl),
    route("get", "/own-controls/:id/history", getOwnControlHistory),
    route("post", "/own-controls/:id/retire", retireOwnControl),
    route("post", "/own-controls/:id/restore", restoreOwnControl),
    route("get", "/controls/proposed", proposedControls),
    route("get", "/controls/proposed-for-unit", proposedForUnit),
    route("post", "/controls/preview", previewControls),
    route("post", "/controls/adopt", adoptControls, { status: 201 }),
    route("post", "/controls", createControl, { status: 201 }),
    route("get", "/controls/choices", controlChoices),
    route("get", "/controls/:id", getControl),
    route("patch", "/controls/:id", updateControl),
    route("get", "/controls/:id/history", getControlHistory),
    route("get", "/controls/:id/report", oneControlReport),
    route("post", "/controls/:id/test", testControl, { status: 201 }),
    route("post", "/controls/:id/judge", judgeControl),
    route("post", "/controls/:id/request-exception", requestException, { status: 201 }),
    route("post", "/controls/:id/grant-exception", grantException),
    route("post", "/controls/:id/refuse-exception", refuseException),
    route("post", "/controls/:id/withdraw-exception", withdrawException),
    route("get", "/control-links/on-risk", controlsOnRisk),
    route("get", "/control-links/of-control", risksOfControl),
    route("post", "/control-links", linkControl, { status: 201 }),
    route("post", "/control-links/:id/remove", unlinkControl),
    route("post", "/risks/:id/follow-controls", giveScoreBack),
    route("get", "/coverage", coverageOverview),
    route("get", "/coverage/crosswalk", crosswalkFindings),
    route("get", "/coverage/lost-words", lostWords),
    route("get", "/coverage/:key", frameworkCoverage),
    route("post", "/coverage/carry-over", carryOver),
    route("post", "/coverage/judge", judgeRequirement, { status: 201 }),
    route("post", "/coverage/judge-crosswalk", judgeCrosswalk, { status: 201 }),
    route("get", "/statements", getStatement),
    route("get", "/statements/report", statementReport),
    route("post", "/statements/exclude", excludeRequirement, { status: 201 }),
    route("post", "/statements/include", includeRequirement),
    route("post", "/statements/request", requestStatement, { status: 201 }),
    route("post", "/statements/approve", grantStatement),
    route("post", "/statements/refuse", refuseStatement),
    route("post", "/statements/withdraw", withdrawStatement),
  ],
};
