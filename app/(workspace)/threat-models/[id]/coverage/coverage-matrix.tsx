import { Section } from "@/components/layout/section";
import type { Coverage } from "@/lib/domain/threat-models/coverage";
import { categories } from "@/lib/domain/threat-models/schema";
import { capitalised } from "@/lib/platform/schema/capitalised";

const short = (category: string) => capitalised(category.replace(/^AI harm: /, ""));

/** Each element and flow against the letters of STRIDE and the four harms; an empty place says why. */
export function CoverageMatrix({ elements }: { elements: Coverage["elements"] }) {
  return (
    <Section
      title="STRIDE and the four harms"
      id="matrix"
      description="Open threats, and with a question mark those that need an answer. An empty place says why in its words."
      flush
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard. */}
      <section tabIndex={0} aria-label="Coverage" className="focus-inset max-h-[75vh] overflow-auto">
        <table aria-label="Threats by element and category" className="w-full text-sm">
          <thead className="sticky top-0 bg-panel">
            <tr>
              <th
                scope="col"
                className="border-line border-b px-4 py-1.5 text-left font-medium text-ink-soft text-xs"
              >
                Element or flow
              </th>
              {categories.map((category) => (
                <th
                  key={category}
                  scope="col"
                  className="border-line border-b px-2 py-1.5 text-center font-medium text-ink-soft text-xs"
                >
                  {short(category)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {elements.map(({ id, name, cells }) => (
              <tr key={id} className="border-line border-b">
                <th scope="row" className="min-w-44 px-4 py-1.5 text-left font-normal">
                  {name || id}
                </th>
                {categories.map((category) => (
                  <Place key={category} {...cells[category]} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Section>
  );
}

function Place({
  open,
  needsAnswer,
  why,
}: Coverage["elements"][number]["cells"][keyof Coverage["elements"][number]["cells"]]) {
  if (why !== null)
    return (
      <td title={why} className="px-2 py-1.5 text-center text-ink-faint">
        <span aria-hidden="true">–</span>
        <span className="sr-only">{why}</span>
      </td>
    );
  const words = [open > 0 ? `${open}` : null, needsAnswer > 0 ? `${needsAnswer} ?` : null]
    .filter(Boolean)
    .join(" · ");
  return <td className="px-2 py-1.5 text-center tabular-nums">{words}</td>;
}
