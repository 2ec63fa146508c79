"use client";
import { NumberField, SelectField, TextField } from "@/components/form/editor-fields";
import { ListRows } from "@/components/form/list-rows";
import { Checkbox } from "@/components/ui/checkbox";
import { freeKey } from "@/lib/domain/assessments/templates/edit/rules";
import { subjects } from "@/lib/domain/assessments/templates/own/schema";
import { type Template, tones } from "@/lib/domain/assessments/templates/schema";

type Scoring = NonNullable<Template["scoring"]>;
type Band = Scoring["bands"][number];

interface HeadFormProps {
  draft: Template;
  onChange: (draft: Template) => void;
}

/** The questionnaire as a whole: title, purpose, who approves it, and how it is scored. */
export function HeadForm({ draft, onChange }: HeadFormProps) {
  const put = (fields: Partial<Template>) => onChange({ ...draft, ...fields });
  return (
    <div className="grid gap-4">
      <TextField label="Title" value={draft.title} max={120} onChange={(title) => put({ title })} />
      <TextField
        label="Purpose"
        value={draft.purpose}
        max={1_000}
        lines
        onChange={(purpose) => put({ purpose })}
      />
      <div className="flex flex-wrap items-end gap-4">
        <SelectField
          label="About"
          value={draft.subject}
          options={subjects}
          onChange={(subject) => put({ subject: subject as Template["subject"] })}
        />
        <NumberField
          label="People who approve"
          help="Besides those who answered."
          min={1}
          max={5}
          value={draft.approvals}
          onChange={(approvals) => put({ approvals: Math.round(approvals ?? 1) })}
        />
        <NumberField
          label="Again after months"
          help="Empty where it is asked for by hand."
          optional
          min={1}
          max={60}
          value={draft.everyMonths}
          onChange={(months) => put({ everyMonths: months === undefined ? undefined : Math.round(months) })}
        />
      </div>
      <Checkbox
        label="It has a score"
        help="100 × the points earned ÷ the most that could be, over what is asked and applies."
        checked={draft.scoring !== undefined}
        onChange={(event) => put({ scoring: event.target.checked ? usual : undefined })}
      />
      {draft.scoring ? (
        <ScoringForm scoring={draft.scoring} onChange={(scoring) => put({ scoring })} />
      ) : null}
    </div>
  );
}

const usual: Scoring = {
  label: "Share in place",
  moreIs: "better",
  monotone: true,
  bands: [
    { key: "weak", label: "Weak", from: 0, tone: "bad", help: "Little is in place." },
    { key: "partly", label: "Partly", from: 50, tone: "warn", help: "Some is in place." },
    { key: "strong", label: "Strong", from: 80, tone: "good", help: "Most is in place." },
  ],
};

function ScoringForm({ scoring, onChange }: { scoring: Scoring; onChange: (scoring: Scoring) => void }) {
  const keys = scoring.bands.map(({ key }) => key);
  return (
    <div className="grid gap-4 border-line border-l-2 pl-3">
      <div className="flex flex-wrap items-end gap-4">
        <TextField
          label="Name of the score"
          value={scoring.label}
          max={80}
          onChange={(label) => onChange({ ...scoring, label })}
        />
        <SelectField
          label="A higher score is"
          value={scoring.moreIs}
          options={[
            { value: "better", label: "better" },
            { value: "worse", label: "worse" },
          ]}
          onChange={(moreIs) => onChange({ ...scoring, moreIs: moreIs as Scoring["moreIs"] })}
        />
      </div>
      <Checkbox
        label="A better answer never gives a worse score"
        help="Then no scored question may hang on the answer of another."
        checked={scoring.monotone}
        onChange={(event) => onChange({ ...scoring, monotone: event.target.checked })}
      />
      <fieldset className="min-w-0">
        <legend className="mb-1 font-medium text-sm">Bands</legend>
        <ListRows
          noun="band"
          rows={scoring.bands}
          most={7}
          onChange={(bands) => onChange({ ...scoring, bands })}
          blank={(): Band => ({
            key: freeKey("", keys, "band"),
            label: "",
            from: 0,
            tone: "neutral",
            help: "",
          })}
        >
          {(band, change, index) => (
            <div className="grid gap-2 sm:grid-cols-[minmax(0,1fr)_7rem_8rem]">
              <TextField
                label={`Name of band ${index + 1}`}
                value={band.label}
                max={60}
                onChange={(label) => change({ ...band, label })}
              />
              <NumberField
                label="From per cent"
                min={0}
                max={100}
                value={band.from}
                onChange={(from) => change({ ...band, from: from ?? 0 })}
              />
              <SelectField
                label="Colour"
                value={band.tone}
                options={tones.map((tone) => ({ value: tone, label: tone }))}
                onChange={(tone) => change({ ...band, tone: tone as Band["tone"] })}
              />
              <div className="sm:col-span-3">
                <TextField
                  label="What it means"
                  value={band.help}
                  max={300}
                  onChange={(help) => change({ ...band, help })}
                />
              </div>
            </div>
          )}
        </ListRows>
      </fieldset>
    </div>
  );
}
