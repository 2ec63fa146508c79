import { setTimeout as sleep } from "node:timers/promises";
import type { EmbeddedServer } from "@/lib/platform/database/embedded";
import type { Loader } from "@/tests/bench/load/load";
import { measureAssessments } from "@/tests/bench/measure/assessments";
import { measureBrowser } from "@/tests/bench/measure/browser";
import { measureCreate } from "@/tests/bench/measure/create";
import { measureFindings } from "@/tests/bench/measure/findings";
import { measureImport } from "@/tests/bench/measure/import";
import { measurePack } from "@/tests/bench/measure/pack";
import { measurePages } from "@/tests/bench/measure/page";
import { measurePdf } from "@/tests/bench/measure/pdf";
import { measureCounts, measureList, measureOne } from "@/tests/bench/measure/rest";
import { measureSearch } from "@/tests/bench/measure/search";
import type { Setting } from "@/tests/bench/measure/setting";
import type { BenchOptions, Subject } from "@/tests/bench/options";
import { makeDatabase } from "@/tests/bench/product/bench-database";
import { startProduct } from "@/tests/bench/product/server";
import type { Line } from "@/tests/bench/table";

interface Plan {
  options: BenchOptions;
  server: EmbeddedServer;
  secret: string;
  loader: Loader;
  size: number;
  add(line: Line): void;
}

const measurements: Partial<Record<Subject, (setting: Setting) => Promise<void>>> = {
  list: measureList,
  one: measureOne,
  counts: measureCounts,
  search: measureSearch,
  page: measurePages,
  browser: measureBrowser,
  pdf: measurePdf,
  create: measureCreate,
  assessment: measureAssessments,
  pack: measurePack,
  import: measureImport,
  results: measureFindings,
};

const withWorker: readonly Subject[] = ["import", "assessment", "pack", "results"];

/** Measures everything that was asked for on a register of one size, with a database and a server of its own. */
export async function measureSize({ options, server, secret, loader, size, add }: Plan): Promise<void> {
  console.error(`Filling a database with ${size.toLocaleString("en")} risks …`);
  const database = await makeDatabase(server, secret, size);
  const product = await startProduct(database, {
    worker: withWorker.some((subject) => options.only.includes(subject)),
  });
  try {
    await sleep(2_000);
    const rest = product.memory();
    if (rest)
      add({
        subject: "memory",
        what: "web server at rest",
        size,
        values: { value: rest.now, unit: "MB" },
        goal: "≤ 350 MB",
      });
    const warm = { url: `${product.url}/api/v1/risks`, headers: product.asToken(database.company.lead) };
    await loader.run({ ...warm, connections: 4, seconds: 3 });
    for (const [subject, measure] of Object.entries(measurements)) {
      if (options.only.includes(subject as Subject))
        await measure({ options, database, product, loader, add });
    }
    const after = product.memory();
    if (after)
      add({
        subject: "memory",
        what: "web server at its peak",
        size,
        values: { value: after.peak, unit: "MB" },
        goal: "≤ 600 MB",
      });
  } finally {
    await product.stop();
    await database.drop();
  }
}
