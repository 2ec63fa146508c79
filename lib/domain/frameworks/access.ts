import "server-only";
import { permission } from "@/lib/platform/access/permission";
import { everyRole } from "@/lib/platform/access/role";

export const frameworksRead = permission(
  "frameworks:read",
  "Read laws and standards, and how they relate to one another.",
  everyRole,
);

export const frameworksEdit = permission(
  "frameworks:edit",
  "Import frameworks and their newer versions, see what they change, and put them in force or withdraw them.",
  ["administrator", "lead", "compliance"],
);

export const licensedTextsRead = permission(
  "licensed-texts:read",
  "Read the texts of standards for which the organisation holds a licence, and add them to packs.",
  ["lead", "compliance"],
);

export const licensedTextsEdit = permission(
  "licensed-texts:edit",
  "Enter and remove the texts of standards for which the organisation holds a licence.",
  ["lead", "compliance"],
);
