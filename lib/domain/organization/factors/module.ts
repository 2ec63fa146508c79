import "server-only";
import { signInEdit } from "@/lib/domain/organization/factors/access";
import {
  beginApp,
  beginPasskey,
  finishApp,
  finishPasskey,
  removeApp,
  removePasskey,
  renamePasskey,
  renewRecoveryCodes,
} from "@/lib/domain/organization/factors/commands";
import { getFactors, getSignInRules } from "@/lib/domain/organization/factors/queries";
import { setSignInRules } from "@/lib/domain/organization/factors/set-rules";
import { type Module, route } from "@/lib/platform/registry/module";

export const factorsModule: Module = {
  name: "factors",
  permissions: [signInEdit],
  navigation: [
    {
      ...{ group: "Settings", label: "Sign-in and security", href: "/settings/sign-in" },
      ...{ icon: "sign-in", permission: signInEdit },
    },
  ],
  routes: [
    route("get", "/factors", getFactors),
    route("post", "/authenticators/begin", beginApp),
    route("post", "/authenticators", finishApp, { status: 201 }),
    route("delete", "/authenticators/:id", removeApp),
    route("post", "/passkeys/begin", beginPasskey),
    route("post", "/passkeys", finishPasskey, { status: 201 }),
    route("patch", "/passkeys/:id", renamePasskey),
    route("delete", "/passkeys/:id", removePasskey),
    route("post", "/recovery-codes", renewRecoveryCodes, { status: 201 }),
    route("get", "/settings/sign-in", getSignInRules),
    route("put", "/settings/sign-in", setSignInRules),
  ],
};
