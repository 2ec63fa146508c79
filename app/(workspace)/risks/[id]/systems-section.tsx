import Link from "next/link";
import { Section } from "@/components/layout/section";

interface SystemsSectionProps {
  systems: readonly { id: string; name: string }[];
}

/** The AI systems that a risk concerns. */
export function SystemsSection({ systems }: SystemsSectionProps) {
  return (
    <Section title="AI systems" id="systems">
      {systems.length === 0 ? (
        <p className="text-ink-faint">Not linked to a system yet. Edit the risk to link it.</p>
      ) : (
        <ul className="grid gap-1">
          {systems.map(({ id, name }) => (
            <li key={id}>
              <Link href={`/systems/${id}`} prefetch={false} className="text-accent hover:underline">
                {name}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
