/** The formats of threat models that are read; a bill of materials is read into elements and has a writer of its own. */
export type ModelFormat = "threat-dragon" | "tm-library" | "otm" | "cyclonedx";

/** What the formats are called by people. */
export const formatNames: Readonly<Record<ModelFormat, string>> = {
  "threat-dragon": "OWASP Threat Dragon",
  "tm-library": "OWASP Threat Model Library",
  otm: "Open Threat Model",
  cyclonedx: "CycloneDX",
};

/**
 * How large a file may be. Real models have some hundred kilobytes and nest a dozen levels deep; YAML is slower to take
 * apart than JSON and may be smaller only.
 */
export const modelFileLimits = { bytes: 10_000_000, yamlCharacters: 1_000_000, depth: 48 } as const;

/** A JSON object whose keys nobody has promised. */
export type Json = Record<string, unknown>;
