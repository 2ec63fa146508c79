/** The documents that are drawn from the records. */
export const documents = [
  {
    value: "annex-iv",
    label: "Technical documentation",
    article: "Art. 11 and Annex IV",
    help: "What a provider of a high-risk system draws up before it is placed on the market.",
  },
  {
    value: "annex-viii",
    label: "Registration sheet",
    article: "Art. 49 and Annex VIII",
    help: "What is entered into the EU database, by section.",
  },
] as const;

export type DocumentKind = (typeof documents)[number]["value"];

/** How far an item of a document is filled from the records. */
export const itemStates = [
  { value: "drawn", label: "Drawn", tone: "good", help: "Everything that the records can say stands there." },
  { value: "partly", label: "Partly", tone: "warn", help: "Some of it is in the records, some is a gap." },
  { value: "gap", label: "Gap", tone: "bad", help: "No record says anything about it." },
] as const;

export type ItemState = (typeof itemStates)[number]["value"];
