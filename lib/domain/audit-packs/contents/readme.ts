import "server-only";

const what: Readonly<Record<string, string>> = {
  "report.pdf": "the report: a page for executives, every kind of record, gaps, how to check",
  "registers.xlsx": "every register as one workbook",
  registers: "every register as CSV",
  records: "the same as JSON",
  coverage: "how far each requirement was covered, from what, and the next step",
  statements: "Statements of Applicability",
  licensed:
    "texts of standards that the organisation holds under a licence, as entered when the pack was built",
  oscal: "OSCAL assessment results (NIST)",
  decisions: "exactly what each decision is on: the SHA-256 of a file is the digest that was signed",
  evidence: "the files of evidence",
  audit: "entries of the audit trail with proofs of inclusion, a signed checkpoint and its key",
  "verify.html": "checks this pack in a browser, without a network",
};

/** Returns the first thing to read in a pack: what it is, what is in it, and how to check it. */
export function readme(about: Readonly<Record<string, unknown>>, files: readonly { path: string }[]): string {
  const places = Object.keys(what).filter((name) =>
    files.some(({ path }) => path === name || path.startsWith(`${name}/`)),
  );
  const facts = Object.entries(about)
    .filter(([key]) => key !== "systems")
    .map(
      ([key, value]) =>
        `  ${key
          .replace(/([A-Z])/g, " $1")
          .toLowerCase()
          .padEnd(14)}${Array.isArray(value) ? value.join("; ") || "nothing" : value}`,
    );
  return [
    "AUDIT PACK",
    "",
    ...facts,
    "",
    "What is in it",
    "",
    ...places.map((name) => `  ${name.padEnd(16)}${what[name]}`),
    "",
    "How to check it",
    "",
    "  Take the public key from the makers of this pack, never from the pack itself.",
    "  plumbline verify pack.zip --key keys.pem, or open verify.html and give it the pack and the key.",
    "  With other tools: manifest.dsse.json is a DSSE envelope (Ed25519) around an in-toto statement that",
    "  names the SHA-256 of manifest.json; manifest.json names the SHA-256 of every other file.",
    "",
  ].join("\n");
}
