import "server-only";
import { providerEdit } from "@/lib/domain/organization/single-sign-on/access";
import {
  addGroup,
  removeGroup,
  setClientSecret,
  setProvider,
} from "@/lib/domain/organization/single-sign-on/commands";
import { unlinkIdentity } from "@/lib/domain/organization/single-sign-on/own-links";
import { getProvider, listIdentities, testProvider } from "@/lib/domain/organization/single-sign-on/queries";
import { type Module, route } from "@/lib/platform/registry/module";

export const singleSignOnModule: Module = {
  name: "single-sign-on",
  permissions: [providerEdit],
  routes: [
    route("get", "/settings/single-sign-on", getProvider),
    route("put", "/settings/single-sign-on", setProvider),
    route("put", "/settings/single-sign-on/secret", setClientSecret),
    route("post", "/settings/single-sign-on/test", testProvider),
    route("post", "/settings/single-sign-on/groups", addGroup, { status: 201 }),
    route("delete", "/settings/single-sign-on/groups/:id", removeGroup),
    route("get", "/identities", listIdentities),
    route("delete", "/identities/:id", unlinkIdentity),
  ],
};
