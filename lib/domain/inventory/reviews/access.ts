import "server-only";
import { permission } from "@/lib/platform/access/permission";

export const reviewsCadence = permission(
  "reviews:cadence",
  "Set how often AI systems and their parts are looked at, by their criticality.",
  ["administrator", "lead"],
);
