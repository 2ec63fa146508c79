/** Checks that may be taken away without a test that notices, each with the reason. */
export const unnoticed: Readonly<Record<string, string>> = {};
