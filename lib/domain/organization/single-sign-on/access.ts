import "server-only";
import { permission } from "@/lib/platform/access/permission";

export const providerEdit = permission(
  "single-sign-on:edit",
  "Choose the provider of single sign-on, and which roles its groups give.",
  ["administrator"],
  { peopleOnly: true },
);
