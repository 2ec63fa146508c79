import { expect, test } from "vitest";
import { most, problemsOf } from "@/lib/domain/threat-models/check-model";
import { elementTypes } from "@/lib/domain/threat-models/element-types";
import { allUnknown, element, flow, threatModel, zone } from "@/tests/support/threat-models";

const chat = element("chat", "application_backend", { internet_facing: true });
const model = element("model", "llm_endpoint_hosted", { use_case_stakes: "high" });

test("a model holds together where every end, zone and attribute is there, and what nobody knows may be open", () => {
  const whole = threatModel(
    [{ ...chat, zoneIds: ["inner", "outer"] }, model, element("fax", null)],
    [flow("chat", "model", { encrypted: null }), { ...flow("chat", "chat"), to: null }],
    [zone("outer"), zone("inner", "outer")],
  );
  expect(problemsOf(whole)).toEqual([]);
  const types = [...elementTypes().values()].filter(({ shape }) => shape !== "flow");
  expect(problemsOf(threatModel(types.map(({ id }) => element(id, id, allUnknown(id)))))).toEqual([]);
});

test("what keeps it from being one is named, part by part", () => {
  const broken = threatModel(
    [
      { ...chat, zoneIds: ["nowhere"] },
      element("chat", "application_backend", { colour: "red", internet_facing: "perhaps" }),
      element("robot", "robot"),
    ],
    [flow("chat", "cellar", { encrypted: "rot13" })],
    [zone("a", "b"), zone("b", "a"), zone("c", "gone"), { ...zone("d"), trust: 140 }],
  );
  const note = { title: "", category: null, status: null, severity: "unrated", text: "", mitigation: "" };
  const threats = ["chat", "ghost"].map((place) => ({ ...note, id: "t", elementIds: [place], kept: {} }));
  expect(problemsOf({ ...broken, threats })).toEqual([
    'Two parts have the id "chat". Give each its own.',
    'Two threats have the id "t".',
    'The element "chat" lies in the zone "nowhere", which is not there.',
    'The element "chat" has "colour", which application_backend does not have.',
    'The element "chat": internet_facing is yes or no; leave it out where nobody knows.',
    'The element "robot" is of the type "robot", which no element has.',
    'The flow "chat-cellar" ends at "cellar", which is no element. Leave a free end empty.',
    'The flow "chat-cellar": encrypted is yes or no; leave it out where nobody knows.',
    'The zone "a" lies in itself, by way of "a".',
    'The zone "b" lies in itself, by way of "b".',
    'The zone "c" lies in "gone", which is not there.',
    'The zone "d" has a trust outside 0 to 100.',
    'The threat "t" hangs on "ghost", which is not there.',
  ]);
});

test("more parts than people draw are refused with the number", () => {
  const many = Array.from({ length: most.elements + 1 }, (_, i) => element(`e${i}`, null));
  expect(problemsOf(threatModel(many))).toEqual([
    "The model has 5001 elements, more than 5000. Split it into several models.",
  ]);
});
