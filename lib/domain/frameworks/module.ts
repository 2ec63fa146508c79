import "server-only";
import {
  frameworksEdit,
  frameworksRead,
  licensedTextsEdit,
  licensedTextsRead,
} from "@/lib/domain/frameworks/access";
import { importLicensedTexts, setLicensedText } from "@/lib/domain/frameworks/licensed/commands";
import { listLicensedTexts } from "@/lib/domain/frameworks/licensed/queries";
import {
  applyMappings,
  discardMappings,
  receiveMappings,
  withdrawMappings,
} from "@/lib/domain/frameworks/mappings/commands/mappings";
import { getMappings, listMappings } from "@/lib/domain/frameworks/mappings/queries/mappings";
import {
  compareFrameworks,
  getFramework,
  listFrameworks,
  listRequirements,
} from "@/lib/domain/frameworks/queries/browse";
import { exportFramework } from "@/lib/domain/frameworks/queries/export";
import { findRequirements } from "@/lib/domain/frameworks/queries/sought";
import {
  applyFramework,
  discardFramework,
  withdrawFramework,
} from "@/lib/domain/frameworks/versions/commands/put-in-force";
import { chooseColumns, receiveFramework } from "@/lib/domain/frameworks/versions/commands/receive";
import { getVersion, listVersions } from "@/lib/domain/frameworks/versions/queries/versions";
import { type Module, route } from "@/lib/platform/registry/module";

export const frameworksModule: Module = {
  name: "frameworks",
  permissions: [frameworksRead, frameworksEdit, licensedTextsRead, licensedTextsEdit],
  navigation: [
    {
      group: "Compliance",
      label: "Frameworks",
      href: "/frameworks",
      icon: "framework",
      permission: frameworksRead,
    },
  ],
  sought: [{ type: "requirements", one: "requirement", read: frameworksRead, find: findRequirements }],
  routes: [
    route("get", "/frameworks", listFrameworks),
    route("get", "/frameworks/compare", compareFrameworks),
    route("get", "/frameworks/:key", getFramework),
    route("get", "/frameworks/:key/export", exportFramework),
    route("get", "/frameworks/:key/requirements", listRequirements),
    route("get", "/framework-versions", listVersions),
    route("post", "/framework-versions", receiveFramework, { status: 201, receives: "file" }),
    route("get", "/framework-versions/:id", getVersion),
    route("post", "/framework-versions/:id/columns", chooseColumns, { status: 201 }),
    route("post", "/framework-versions/:id/apply", applyFramework),
    route("post", "/framework-versions/:id/discard", discardFramework),
    route("post", "/framework-versions/:id/withdraw", withdrawFramework),
    route("get", "/licensed-texts", listLicensedTexts),
    route("post", "/licensed-texts", setLicensedText),
    route("post", "/licensed-texts/import", importLicensedTexts),
    route("get", "/crosswalk-sets", listMappings),
    route("post", "/crosswalk-sets", receiveMappings, { status: 201, receives: "file" }),
    route("get", "/crosswalk-sets/:id", getMappings),
    route("post", "/crosswalk-sets/:id/apply", applyMappings),
    route("post", "/crosswalk-sets/:id/discard", discardMappings),
    route("post", "/crosswalk-sets/:id/withdraw", withdrawMappings),
  ],
};
