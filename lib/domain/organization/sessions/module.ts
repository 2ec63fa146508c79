import "server-only";
import { accountRead, accountUse, sessionsStart } from "@/lib/domain/organization/sessions/access";
import {
  changePassword,
  endOtherSessions,
  endSession,
  signOut,
} from "@/lib/domain/organization/sessions/commands";
import { beginConfirm, confirmSelf } from "@/lib/domain/organization/sessions/confirm";
import { getMe, listSessions } from "@/lib/domain/organization/sessions/queries";
import { outdatedSessions } from "@/lib/domain/organization/sessions/retention";
import { type Module, route } from "@/lib/platform/registry/module";

export const sessionsModule: Module = {
  name: "sessions",
  permissions: [sessionsStart, accountRead, accountUse],
  retention: [outdatedSessions],
  routes: [
    route("get", "/me", getMe),
    route("get", "/sessions", listSessions),
    route("post", "/session/sign-out", signOut),
    route("post", "/session/begin-confirm", beginConfirm),
    route("post", "/session/confirm", confirmSelf),
    route("post", "/sessions/end-others", endOtherSessions),
    route("post", "/sessions/:id/end", endSession),
    route("put", "/password", changePassword),
  ],
};
