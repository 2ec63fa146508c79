import "server-only";

/** The version of NIST's Open Security Controls Assessment Language that is written. */
export const oscalVersion = "1.2.0";

/** Where the properties are described that OSCAL has no word for. */
export const ownNames = "https://plumbline.example/ns/oscal";

/** Our properties of an OSCAL catalog and its lines; the reader takes back what the writer wrote. */
export const ownProps = {
  key: "framework-key",
  kind: "kind",
  assessable: "assessable",
  parent: "parent-ref",
  parentFramework: "parent-framework",
  appliesTo: "applies-to",
  appliesFrom: "applies-from",
  practicalFrom: "practical-from",
} as const;
