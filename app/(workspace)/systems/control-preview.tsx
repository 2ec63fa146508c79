"use client";
import { useEffect, useMemo, useState } from "react";
import { callApi } from "@/components/form/call-api";
import { fieldsOf } from "@/components/form/form-layout";
import { type FormValues, toInput } from "@/components/form/form-values";
import type { Shift } from "@/lib/domain/controls/applicability/rules";
import { systemFields } from "@/lib/domain/inventory/systems/schema";
import { ControlShifts } from "./control-shifts";

const decisive = [
  ...["kind", "exposure", "autonomy", "dataClasses", "euRoles", "personalData", "generatesContent"],
  ...["learnsInUse", "agentIds", "toolIds", "datasetIds"],
];

interface ControlPreviewProps {
  systemId: string;
  held: FormValues;
}

/** Which controls the change would bring or take away, before it is saved; nothing while it changes none. */
export function ControlPreview({ systemId, held }: ControlPreviewProps) {
  const fields = useMemo(() => fieldsOf(systemFields, [{ fields: decisive }]), []);
  const said = JSON.stringify(
    Object.fromEntries(fields.map((field) => [field.key, toInput(field, held[field.key])])),
  );
  const [shifts, setShifts] = useState<{ added: Shift[]; dropped: Shift[] } | null>(null);
  useEffect(() => {
    let asked = true;
    const timer = setTimeout(async () => {
      const answer = await callApi<{ added: Shift[]; dropped: Shift[] }>({
        method: "POST",
        url: "/api/v1/controls/preview",
        body: { systemId, ...JSON.parse(said) },
      });
      if (asked) setShifts(answer.ok ? answer.data : null);
    }, 400);
    return () => {
      asked = false;
      clearTimeout(timer);
    };
  }, [systemId, said]);
  return (
    <div aria-live="polite">
      {shifts && shifts.added.length + shifts.dropped.length > 0 ? <ControlShifts {...shifts} /> : null}
    </div>
  );
}
