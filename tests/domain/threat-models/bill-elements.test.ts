import { expect, test } from "vitest";
import { readThreatModel } from "@/lib/domain/threat-models/formats/read";
import { writeThreatModel } from "@/lib/domain/threat-models/formats/write";

const bill = {
  bomFormat: "CycloneDX",
  specVersion: "1.6",
  version: 1,
  metadata: { component: { type: "application", "bom-ref": "app", name: "Claims assistant" } },
  components: [
    {
      type: "machine-learning-model",
      "bom-ref": "model",
      group: "altamira",
      name: "Altamira 4",
      version: "4.1",
      supplier: { name: "Altamira AI" },
      modelCard: { modelParameters: { datasets: [{ ref: "claims" }] } },
    },
    {
      type: "data",
      "bom-ref": "claims",
      name: "Claims",
      data: [{ type: "dataset", sensitiveData: ["Personal data of claimants"] }],
      licenses: [{ license: { id: "MIT" } }],
    },
    { type: "data", "bom-ref": "settings", name: "Settings", data: [{ type: "configuration" }] },
    {
      type: "library",
      name: "numpy",
      components: [{ type: "data", "bom-ref": "inner", name: "Vector store" }],
    },
  ],
  services: [
    { "bom-ref": "openai", name: "OpenAI API", trustZone: "internet" },
    { "bom-ref": "mail", name: "Mail", trustZone: "internet" },
  ],
};

test("a bill of materials 1.5 to 1.7 is read into elements, with what it says of them", () => {
  for (const specVersion of ["1.5", "1.6", "1.7"]) {
    const { model, format, version } = readThreatModel(JSON.stringify({ ...bill, specVersion }));
    expect([format, version, model.title]).toEqual(["cyclonedx", specVersion, "Claims assistant"]);
    expect(model.elements.map(({ id, type, attributes }) => [id, type, attributes])).toEqual([
      ["app", "application_backend", {}],
      ["model", "model_self_hosted", { model_name: "Altamira 4 4.1", weights_source: "Altamira AI" }],
      ["claims", "training_dataset", { contains_personal_data: true }],
      ["settings", null, {}],
      ["inner", "rag_vector_store", {}],
      ["openai", "llm_endpoint_hosted", {}],
      ["mail", null, {}],
    ]);
    expect(model.elements.slice(5).map(({ zoneIds }) => zoneIds)).toEqual([
      ["zone internet"],
      ["zone internet"],
    ]);
    expect(model.zones.map(({ name }) => name)).toEqual(["internet"]);
  }
});

test("what it cannot say is told: flows, types, parts that are no elements", () => {
  expect(readThreatModel(JSON.stringify(bill)).warnings).toEqual([
    '"Settings" is data in the bill; which type of element it is cannot be told from that. Choose one.',
    '"Mail" is a service in the bill; which type of element it is cannot be told from that. Choose one.',
    "Libraries and other parts of the bill that are no elements of a threat model are left out: 1.",
    "A bill of materials has no data flows. Add them: most threats hang on what flows where.",
  ]);
});

test("its elements can be written as a threat model and read again", () => {
  const { model } = readThreatModel(JSON.stringify(bill));
  const again = readThreatModel(writeThreatModel(model, "otm")).model;
  expect(again.elements.map(({ kept: _kept, ...rest }) => rest)).toEqual(
    model.elements.map(({ kept: _kept, ...rest }) => rest),
  );
});

test("another version is refused with what to do", () => {
  const at = (more: object) => () => readThreatModel(JSON.stringify({ ...bill, ...more }));
  expect(at({ specVersion: "1.4" })).toThrow(/It is CycloneDX 1.4. Versions 1.5 to 1.7 are read/);
  expect(at({ specFormat: "CycloneDX", specVersion: "2.0" })).toThrow(/It is CycloneDX 2/);
  expect(at({ components: "none" })).toThrow(/^components must be a list in a file of CycloneDX/);
});
