import "server-only";
import { exportSystemBom } from "@/lib/domain/inventory/boms/commands/export-bom";
import { receiveBom } from "@/lib/domain/inventory/boms/commands/receive-bom";
import { type Json, objectsIn } from "@/lib/domain/inventory/boms/formats/json";
import { receiveFile } from "@/lib/platform/storage/receive-file";
import { demoId } from "@/prisma/seed/demo/calendar";
import type { DemoContent } from "@/prisma/seed/demo/content";
import { demoActor } from "@/prisma/seed/demo/persona-actor";

/** Hands in the bill of materials of a system as its build reports it: a newer model and a dataset nobody registered. */
export async function receiveDemoBom({ people, bom }: DemoContent): Promise<void> {
  const actor = await demoActor(people.find(({ persona }) => persona === "lead")?.key ?? "");
  const id = demoId("systems", bom.system);
  const { bytes } = await exportSystemBom.execute(actor, { id });
  const document = changed(JSON.parse(await new Response(bytes).text()) as Json, bom);
  const request = new Request("http://localhost/", { method: "POST", body: JSON.stringify(document) });
  const file = await receiveFile(request, bom.file);
  await receiveBom.receive(actor, { id, file });
}

function changed(document: Json, { modelVersion, dataset }: DemoContent["bom"]): Json {
  const components = objectsIn(document["components"]);
  const own = new Set(components.map((one) => one["bom-ref"]));
  const model = components.find(({ type }) => type === "machine-learning-model");
  if (model) model["version"] = modelVersion;
  const data = { type: "data", "bom-ref": "built-data", name: dataset, data: [{ type: "dataset" }] };
  const dependencies = objectsIn(document["dependencies"]).map((one) =>
    own.has(one["ref"]) ? one : { ...one, dependsOn: [...[one["dependsOn"] ?? []].flat(), "built-data"] },
  );
  return { ...document, version: 14, components: [...components, data], dependencies };
}
