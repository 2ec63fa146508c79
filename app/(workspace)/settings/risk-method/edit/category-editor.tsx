import { Plus, X } from "lucide-react";
import { useId } from "react";
import { Section } from "@/components/layout/section";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { RiskMethod } from "@/lib/domain/risks/method";
import { newKey } from "./draft";
import { type Problems, ProblemText } from "./problem-text";

type Categories = RiskMethod["categories"];

interface CategoryEditorProps {
  categories: Categories;
  /** The categories in force, some of which the draft may no longer have. */
  held: Categories;
  /** How many risks use a category, by key. */
  used: Readonly<Record<string, number>>;
  moves: Readonly<Record<string, string>>;
  problems: Problems;
  onChange: (categories: Categories) => void;
  onMove: (moves: Record<string, string>) => void;
}

/** The categories of risk with their appetite; one that risks use goes only when it is said where they move to. */
export function CategoryEditor(props: CategoryEditorProps) {
  const { categories, held, used, moves, problems, onChange, onMove } = props;
  const set = (key: string, change: Partial<Categories[number]>) =>
    onChange(categories.map((one) => (one.key === key ? { ...one, ...change } : one)));
  const taken = [...categories, ...held].map(({ key }) => key);
  const gone = held.filter(({ key }) => used[key] && !categories.some((one) => one.key === key));
  return (
    <Section
      title="Categories and appetite"
      description="Up to its appetite, a score may be accepted without the role below."
      actions={
        <Button
          size="sm"
          onClick={() =>
            onChange([...categories, { key: newKey("category", taken), label: "", appetite: 6 }])
          }
        >
          <Plus aria-hidden="true" className="size-4" />
          Add category
        </Button>
      }
    >
      <ul className="grid gap-2">
        {categories.map(({ key, label, appetite }, i) => (
          <li key={key} className="grid grid-cols-[minmax(0,1fr)_5rem_5.5rem_2rem] items-start gap-2">
            <span>
              <Input
                aria-label={`Category ${i + 1}: word`}
                value={label}
                maxLength={60}
                aria-invalid={problems[`method.categories.${i}.label`] ? true : undefined}
                onChange={({ target }) => set(key, { label: target.value })}
              />
              <ProblemText words={problems[`method.categories.${i}.label`] && "Give the category a word."} />
            </span>
            <Input
              type="number"
              aria-label={`${label || `Category ${i + 1}`}: appetite`}
              min={0}
              max={49}
              value={appetite}
              onChange={({ target }) => set(key, { appetite: Number(target.value) })}
            />
            <span className="pt-1.5 text-ink-soft text-sm tabular-nums">{risksOf(used[key] ?? 0)}</span>
            <IconButton
              label={`Remove the category ${label}`}
              disabled={categories.length <= 1}
              onClick={() => onChange(categories.filter((one) => one.key !== key))}
            >
              <X aria-hidden="true" className="size-4" />
            </IconButton>
          </li>
        ))}
      </ul>
      {gone.map((category) => (
        <MoveRisks
          key={category.key}
          from={category.label}
          count={used[category.key] ?? 0}
          to={moves[category.key] ?? ""}
          categories={categories}
          onMove={(to) => onMove({ ...moves, [category.key]: to })}
        />
      ))}
      <ProblemText words={problems["moves"] ?? problems["method.categories"]} />
    </Section>
  );
}

interface MoveRisksProps {
  from: string;
  count: number;
  to: string;
  categories: Categories;
  onMove: (to: string) => void;
}

function MoveRisks({ from, count, to, categories, onMove }: MoveRisksProps) {
  const id = useId();
  return (
    <div className="mt-3 rounded-lg border border-warn/40 bg-warn-soft px-3 py-2 text-sm">
      <label htmlFor={id}>
        {risksOf(count)} in “{from}”, which goes. Move them to
      </label>
      <Select id={id} className="mt-1" value={to} onChange={({ target }) => onMove(target.value)}>
        <option value="">Choose a category</option>
        {categories.map(({ key, label }) => (
          <option key={key} value={key}>
            {label}
          </option>
        ))}
      </Select>
    </div>
  );
}

const risksOf = (count: number) => (count === 1 ? "1 risk" : `${count} risks`);
