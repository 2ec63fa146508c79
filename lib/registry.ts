import "server-only";
import { risksModule } from "@/lib/domain/risks/module";
import { jobsModule } from "@/lib/platform/jobs/module";
import type { Module } from "@/lib/platform/registry/module";

/** The one list of domain modules, in the order in which one may build on another. */
export const modules: readonly Module[] = [jobsModule, risksModule];
