import { Section } from "@/components/layout/section";

export interface SuggestedSystem {
  id: string;
  name: string;
  unit: { id: string; name: string };
  /** The chosen entries that apply to it, or may. */
  fits: readonly { key: string; title: string; fit: string; because: readonly string[] }[];
}

interface SystemChoiceProps {
  systems: readonly SuggestedSystem[];
  /** How many entries were chosen. */
  entries: number;
  chosen: readonly string[];
  onChoose: (ids: readonly string[]) => void;
}

/** The systems where risks may be added, those first to which most of the chosen entries apply, each with why. */
export function SystemChoice({ systems, entries, chosen, onChoose }: SystemChoiceProps) {
  const sorted = [...systems].sort((one, other) => other.fits.length - one.fits.length);
  return (
    <Section title="AI systems" description="First those to which most of the chosen entries apply." flush>
      <ul className="max-h-96 overflow-y-auto">
        {sorted.map(({ id, name, unit, fits }) => (
          <li key={id} className="border-line border-t px-4 py-2">
            <label className="flex items-start gap-3">
              <input
                type="checkbox"
                checked={chosen.includes(id)}
                onChange={() =>
                  onChoose(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id])
                }
                className="mt-1 size-4 accent-(--accent-fill)"
              />
              <span className="min-w-0">
                <span className="font-medium">{name}</span>{" "}
                <span className="text-ink-faint text-sm">{unit.name}</span>
                <span className="block text-ink-soft text-sm">
                  {fits.length === 0
                    ? "None of the chosen entries typically applies."
                    : `${fits.length} of ${entries} apply or may. ${fits[0]?.because.join(", ")}`}
                </span>
              </span>
            </label>
          </li>
        ))}
      </ul>
    </Section>
  );
}
