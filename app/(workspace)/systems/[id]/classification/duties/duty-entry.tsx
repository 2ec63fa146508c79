import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { DateText } from "@/components/ui/date-text";
import { OptionBadge } from "@/components/ui/option-badge";
import type { StatedDuty } from "@/lib/domain/duties/queries/duties";
import { dutyStates } from "@/lib/domain/duties/schema";

export type DutyLine = StatedDuty;

interface DutyEntryProps {
  duty: DutyLine;
  chosen: boolean;
  /** Null where it cannot be chosen. */
  onToggle: (() => void) | null;
}

/** One duty: the article, its dates, how far it is covered, and what carries it out. */
export function DutyEntry({ duty, chosen, onToggle }: DutyEntryProps) {
  const { ref, title, paraphrase, appliesFrom, practicalFrom, state, covered, tasks, controls, library } =
    duty;
  const settled = covered.confirmed + covered.inferred;
  return (
    <li className="flex items-start gap-3 border-line border-t px-4 py-2.5">
      {onToggle ? (
        <input
          type="checkbox"
          checked={chosen}
          onChange={onToggle}
          aria-label={`Choose ${ref} ${title}`}
          className="mt-1 size-4 accent-(--accent-fill)"
        />
      ) : null}
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-medium">
            {ref} {title}
          </span>
          <OptionBadge options={dutyStates} value={state} />
        </p>
        {paraphrase ? <p className="text-ink-soft text-sm">{paraphrase}</p> : null}
        <p className="mt-0.5 text-ink-faint text-xs">
          {appliesFrom ? (
            <>
              Formally from <DateText value={appliesFrom} />
              {practicalFrom && practicalFrom !== appliesFrom ? (
                <>
                  , in practice from <DateText value={practicalFrom} />
                </>
              ) : null}
              .{" "}
            </>
          ) : null}
          {settled} of {covered.of} points covered, {covered.confirmed} confirmed.
        </p>
        <ul className="mt-1.5 flex flex-wrap gap-x-4 gap-y-1 text-sm">
          {tasks.map(({ id, title: what, done, dueOn, assignee }) => (
            <li key={id} className="flex flex-wrap items-center gap-1.5">
              <Badge tone={done ? "good" : "info"}>{done ? "Task done" : "Task"}</Badge>
              <span className="sr-only">{what}</span>
              {assignee?.name ?? "Nobody"}
              {dueOn ? <DateText value={dueOn} /> : null}
            </li>
          ))}
          {duty.assessment ? (
            <li>
              <Link
                href={`/assessments/${duty.assessment.id}`}
                prefetch={false}
                className="text-accent hover:underline"
              >
                Fundamental rights impact assessment ({duty.assessment.state})
              </Link>
            </li>
          ) : ref === "Art. 27" ? (
            <li>
              <Badge tone="warn">No impact assessment</Badge>
            </li>
          ) : null}
        </ul>
        {controls.length + library.length > 0 ? (
          <details className="mt-1 text-sm">
            <summary className="w-fit cursor-pointer text-ink-soft text-xs">
              {controls.length} {controls.length === 1 ? "control touches" : "controls touch"} it,{" "}
              {library.length} more would be adopted
            </summary>
            <ul className="mt-1 grid gap-0.5">
              {controls.map(({ id, ref: short, title: name, works }) => (
                <li key={id}>
                  <Link href={`/controls/${id}`} prefetch={false} className="hover:underline">
                    {short} {name}
                  </Link>
                  <span className="text-ink-faint">{works ? "" : " (not effective yet)"}</span>
                </li>
              ))}
              {library.map(({ key, title: name }) => (
                <li key={key} className="text-ink-soft">
                  <Link href={`/controls/library/${key}`} prefetch={false} className="hover:underline">
                    {name}
                  </Link>{" "}
                  (library)
                </li>
              ))}
            </ul>
          </details>
        ) : null}
      </div>
    </li>
  );
}
