/** Answers to the decision tree of the EU AI Act. */
type Given = Record<string, string | string[]>;

const no = (letter: string, upTo: number) =>
  Object.fromEntries(Array.from({ length: upTo }, (_, i) => [`${letter}${i + 1}`, "no"]));

/** A system of a provider for which every question is answered, and nothing of the Act beyond literacy applies. */
export const plain: Given = {
  S1: "an AI system",
  S2: "yes",
  S3: "yes",
  R1: ["provider"],
  ...no("X", 6),
  ...no("P", 10),
  A1: "no",
  ...no("B", 8),
  ...no("T", 5),
};

/** A system that filters candidates, provided and deployed by the same organisation, which is a private one. */
export const recruitment: Given = {
  ...plain,
  R1: ["provider", "deployer"],
  R2: "no",
  B4: "yes",
  B4a: "yes",
  B4b: "no",
  D1: "yes",
  F1: "yes",
  F2: "no",
  F3: "no",
  F4: "no",
};
