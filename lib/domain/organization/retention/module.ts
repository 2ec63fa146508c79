import "server-only";
import { retentionRead, retentionSet } from "@/lib/domain/organization/retention/access";
import { removeOutdated, setRetention } from "@/lib/domain/organization/retention/commands";
import { dryRunRetention, getRetention } from "@/lib/domain/organization/retention/queries";
import { outdatedRequests } from "@/lib/domain/organization/retention/requests";
import type { Job } from "@/lib/platform/jobs/job";
import { type Module, route } from "@/lib/platform/registry/module";

/** Every night, in batches until nothing is left. */
const sweep: Job = {
  name: "settings.removeOutdated",
  schedule: "27 2 * * *",
  async run(actor, _input, progress) {
    const total: Record<string, number> = {};
    let more = true;
    while (more) {
      const batch = await removeOutdated.execute(actor, {});
      for (const [key, count] of Object.entries(batch.removed)) total[key] = (total[key] ?? 0) + count;
      more = batch.more;
      await progress.report(0, 0);
    }
    return { removed: total };
  },
};

export const retentionModule: Module = {
  name: "retention",
  permissions: [retentionRead, retentionSet],
  navigation: [
    {
      group: "Settings",
      label: "Retention",
      href: "/settings/retention",
      icon: "retention",
      permission: retentionRead,
    },
  ],
  retention: [outdatedRequests],
  jobs: [sweep],
  routes: [
    route("get", "/settings/retention", getRetention),
    route("put", "/settings/retention", setRetention),
    route("get", "/settings/retention/dry-run", dryRunRetention),
  ],
};
