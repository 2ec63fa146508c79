/** The versions of CycloneDX that are read and written (ECMA-424 is 1.6; machine learning came with 1.5). */
export const specVersions = ["1.5", "1.6", "1.7"] as const;
export type SpecVersion = (typeof specVersions)[number];

/** The version that is written where none is asked for: the one that ECMA-424 publishes. */
export const defaultSpecVersion: SpecVersion = "1.6";
