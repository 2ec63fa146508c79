import "server-only";
import { KeyProblem, trustedKeys } from "@/lib/domain/audit-packs/format/envelope";
import { type PackCheck, verifyPack } from "@/lib/domain/audit-packs/format/verify";

// The script of verify.html: it runs in a reader's browser, without a network.

const words = {
  verified: "✓ Verified: the pack is exactly as it was signed.",
  altered: "✕ Not verified: the pack is not as it was signed.",
  undecided: "? This page cannot decide.",
} as const;

let turn = 0;

async function check(): Promise<void> {
  const [pack, key] = ["pack", "key"].map(
    (id) => (document.getElementById(id) as HTMLInputElement).files?.[0],
  );
  if (!pack || !key) return say("waiting", "Choose the pack and the key.");
  turn += 1;
  const mine = turn;
  say("waiting", "Checking …");
  const found = await outcome(pack, key, (done, of) => {
    if (mine === turn) say("waiting", `Checking … ${done} of ${of} files`);
  });
  if (mine !== turn) return;
  say(found.verdict, words[found.verdict]);
  show(found);
}

async function outcome(
  pack: File,
  key: File,
  onFile: (done: number, of: number) => void,
): Promise<PackCheck> {
  const cannot = (what: string): PackCheck => ({
    verdict: "undecided",
    problems: [{ file: null, what }],
    keyId: null,
    files: 0,
    about: null,
  });
  if (!globalThis.crypto?.subtle)
    return cannot(
      "This browser offers no cryptography to this page. Use a newer browser, or the command `plumbline verify`.",
    );
  try {
    return await verifyPack(pack, await trustedKeys(await key.text()), onFile);
  } catch (error) {
    return cannot(
      error instanceof KeyProblem ? error.message : "The file could not be read to its end. Choose it again.",
    );
  }
}

function say(verdict: string, text: string): void {
  const place = document.getElementById("verdict") as HTMLElement;
  place.dataset["verdict"] = verdict;
  place.textContent = text;
  document.getElementById("problems")?.replaceChildren();
  document.getElementById("about")?.replaceChildren();
}

function show({ verdict, problems, keyId, files, about }: PackCheck): void {
  const items = problems
    .slice(0, 100)
    .map(({ file, what }) => element("li", file === null ? what : `${file}: ${what}`));
  if (problems.length > 100) items.push(element("li", `and ${problems.length - 100} more.`));
  document.getElementById("problems")?.replaceChildren(...items);
  if (verdict !== "verified") return;
  const facts: [string, string][] = [
    ["Files", String(files)],
    ["Signed with", keyId ?? ""],
  ];
  for (const [name, value] of Object.entries(about ?? {}))
    facts.push([label(name), Array.isArray(value) ? value.join(", ") : String(value)]);
  document
    .getElementById("about")
    ?.replaceChildren(...facts.flatMap(([name, value]) => [element("dt", name), element("dd", value)]));
}

function label(name: string): string {
  const text = name.replace(/([A-Z])/g, " $1").toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function element(tag: string, text: string): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}

for (const id of ["pack", "key"]) document.getElementById(id)?.addEventListener("change", check);
