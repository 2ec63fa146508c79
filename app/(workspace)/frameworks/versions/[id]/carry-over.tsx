"use client";
import { FormDialog } from "@/components/form/form-dialog";
import { reasonFields } from "@/lib/domain/frameworks/versions/schema";

/** Says of renumbered requirements what was said of them under their old references. */
export function CarryOver({ framework, count }: { framework: string; count: number }) {
  return (
    <FormDialog
      {...{ noun: "framework", done: null, shape: reasonFields, layout: [{ fields: ["reason"] }] }}
      fixed={{ framework }}
      label="Carry answers over"
      title="Carry over what was said of renumbered requirements"
      action={{ method: "POST", url: "/api/v1/coverage/carry-over" }}
      submit="Carry answers over"
      saved="Carried over."
    >
      {`${count === 1 ? "1 requirement has" : `${count} requirements have`} another number than before. Findings, exclusions and words on the crosswalk are said of the new number too, with your reason; what was said of the old one stays, and what is said of the new one already is not touched. Mappings of own controls and licensed texts follow where you may change them.`}
    </FormDialog>
  );
}
