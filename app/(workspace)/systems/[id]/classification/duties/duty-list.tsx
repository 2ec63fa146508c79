"use client";
import { useState } from "react";
import { FormDialog } from "@/components/form/form-dialog";
import { EmptyState } from "@/components/layout/empty-state";
import { Section } from "@/components/layout/section";
import { Button } from "@/components/ui/button";
import { adoptFields } from "@/lib/domain/duties/schema";
import { DutyEntry, type DutyLine } from "./duty-entry";

interface DutyListProps {
  systemId: string;
  duties: readonly DutyLine[];
  mayAdopt: boolean;
}

const { assigneeId, dueOn } = adoptFields;

/** The duties by role; those that are chosen are taken on together, as controls and tasks. */
export function DutyList({ systemId, duties, mayAdopt }: DutyListProps) {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const open = duties.filter(
    ({ state, tasks }) => tasks.length === 0 && (state === "open" || state === "planned"),
  );
  const roles = [...new Set(duties.map(({ role }) => role))];
  if (duties.length === 0)
    return (
      <EmptyState title="No duties follow">
        Where every question is answered, nothing of the Act asks anything of this system.
      </EmptyState>
    );
  return (
    <>
      {mayAdopt ? (
        <div className="sticky top-0 z-10 flex flex-wrap items-center gap-2 bg-page py-2">
          <Button size="sm" onClick={() => setChosen(open.map(({ key }) => key))}>
            Choose the {open.length} without a task
          </Button>
          {chosen.length > 0 ? (
            <>
              <FormDialog
                key={chosen.join()}
                label={chosen.length === 1 ? "Take 1 duty on" : `Take ${chosen.length} duties on`}
                size="sm"
                tone="primary"
                title="Take duties on"
                shape={{ assigneeId, dueOn }}
                layout={[{ fields: ["assigneeId", "dueOn"] }]}
                noun="duties"
                action={{ method: "POST", url: "/api/v1/duties/adopt" }}
                fixed={{ systemId, keys: chosen }}
                done={null}
                submit="Take on"
                saved="Taken on: controls are planned, and each duty has a task with a date."
                onSaved={() => setChosen([])}
              >
                The controls of the library that carry them out are adopted as planned. Each duty gets a task.
              </FormDialog>
              <Button size="sm" tone="quiet" onClick={() => setChosen([])}>
                Choose none
              </Button>
            </>
          ) : (
            <span className="text-ink-soft text-sm">
              Choose duties to take them on as controls and tasks.
            </span>
          )}
        </div>
      ) : null}
      {roles.map((role) => (
        <Section key={role} title={role ? `As ${role}` : "For the model"} flush>
          <ul>
            {duties
              .filter((one) => one.role === role)
              .map((duty) => (
                <DutyEntry
                  key={duty.key}
                  duty={duty}
                  chosen={chosen.includes(duty.key)}
                  onToggle={
                    mayAdopt
                      ? () =>
                          setChosen(
                            chosen.includes(duty.key)
                              ? chosen.filter((one) => one !== duty.key)
                              : [...chosen, duty.key],
                          )
                      : null
                  }
                />
              ))}
          </ul>
        </Section>
      ))}
    </>
  );
}
