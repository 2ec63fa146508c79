import Link from "next/link";
import { onDay } from "@/components/layout/on-day";
import { Section } from "@/components/layout/section";

interface SystemsSectionProps {
  systems: readonly { id: string; name: string }[];
  asOf?: string | undefined;
}

/** The AI systems that a risk concerns. */
export function SystemsSection({ systems, asOf }: SystemsSectionProps) {
  return (
    <Section title="AI systems" id="systems">
      {systems.length === 0 ? (
        <p className="text-ink-faint">
          Not linked to a system yet.{asOf ? "" : " Edit the risk to link it."}
        </p>
      ) : (
        <ul className="grid gap-1">
          {systems.map(({ id, name }) => (
            <li key={id}>
              <Link
                href={onDay(`/systems/${id}`, asOf)}
                prefetch={false}
                className="text-accent hover:underline"
              >
                {name}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
