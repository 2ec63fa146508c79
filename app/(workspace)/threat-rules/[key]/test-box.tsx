import { Section } from "@/components/layout/section";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { Finding } from "@/lib/domain/threat-models/schema";

interface TestBoxProps {
  asks: readonly { fact: string; question: string; kind: string; choices: readonly string[] }[];
  given: Readonly<Record<string, string>>;
  tried: { finding: Finding; unknown: readonly { fact: string }[] } | null;
  home: string;
}

const yesNo = [
  { value: "yes", label: "Yes" },
  { value: "no", label: "No" },
];

/** Facts to try a rule with, in the address; works without scripts. What is left open is not known. */
export function TestBox({ asks, given, tried, home }: TestBoxProps) {
  return (
    <Section title="Try it">
      <form method="get" className="grid gap-3">
        {asks.map(({ fact, question, kind, choices }) => (
          <div key={fact} className="grid gap-1 text-sm">
            <label htmlFor={fact}>{question}</label>
            {kind === "number" || kind === "text" ? (
              <Input
                type={kind}
                {...(kind === "number" ? { min: 0, step: "any" } : { maxLength: 200 })}
                id={fact}
                name={fact}
                defaultValue={given[fact] ?? ""}
                className="max-w-64"
              />
            ) : (
              <Select id={fact} name={fact} defaultValue={given[fact] ?? "unknown"} className="max-w-64">
                <option value="unknown">Not known</option>
                {(kind === "choice" ? choices.map((word) => ({ value: word, label: word })) : yesNo).map(
                  ({ value, label }) => (
                    <option key={value} value={value}>
                      {label}
                    </option>
                  ),
                )}
              </Select>
            )}
          </div>
        ))}
        <div className="flex flex-wrap items-center gap-2">
          <Button type="submit">Try</Button>
          {tried ? <ButtonLink href={home}>Clear</ButtonLink> : null}
          {tried ? <Outcome {...tried} /> : null}
        </div>
      </form>
    </Section>
  );
}

function Outcome({ finding, unknown }: NonNullable<TestBoxProps["tried"]>) {
  if (finding === "open") return <Badge tone="bad">Open: the threat is proposed</Badge>;
  if (finding === "silent") return <Badge tone="good">Does not apply</Badge>;
  return (
    <>
      <Badge tone="warn">Needs an answer</Badge>
      <span className="text-ink-soft text-sm">{unknown.map(({ fact }) => fact).join(", ")}</span>
    </>
  );
}
