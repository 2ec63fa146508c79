"use client";
import { NumberField, TextField } from "@/components/form/editor-fields";
import { ListRows } from "@/components/form/list-rows";
import { blankOption, freeKey } from "@/lib/domain/assessments/templates/edit/rules";

export interface EditedOption {
  value: string;
  label: string;
  help?: string | undefined;
  points?: number | undefined;
}

interface OptionsFormProps {
  options: readonly EditedOption[];
  most: number;
  /** Whether options earn points. */
  scored: boolean;
  onChange: (options: EditedOption[]) => void;
}

/** The options of a choice: words, help, and what each adds to the score. */
export function OptionsForm({ options, most, scored, onChange }: OptionsFormProps) {
  const used = options.map(({ value }) => value);
  // The value follows the words until somebody gives it a name of its own.
  const said = (option: EditedOption, label: string): EditedOption => {
    const others = used.filter((value) => value !== option.value);
    const follows =
      /^option-\d+$/.test(option.value) || option.value === freeKey(option.label, others, "option");
    return { ...option, label, value: follows ? freeKey(label, others, "option") : option.value };
  };
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-medium text-sm">Options</legend>
      <p aria-hidden="true" className="mb-1 px-2 text-ink-faint text-xs">
        Words · value by which conditions know it{scored ? " · points" : ""}
      </p>
      <ListRows
        noun="option"
        rows={options}
        most={most}
        onChange={onChange}
        blank={(): EditedOption => blankOption(freeKey("", used, "option"))}
      >
        {(option, change, index) => (
          <div className="grid gap-2 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)_6rem]">
            <TextField
              label={`Option ${index + 1}`}
              quiet
              value={option.label}
              max={200}
              placeholder="Words of the option"
              onChange={(label) => change(said(option, label))}
            />
            <TextField
              label={`Value of option ${index + 1}`}
              quiet
              value={option.value}
              max={60}
              onChange={(value) => change({ ...option, value })}
            />
            {scored ? (
              <NumberField
                label={`Points of option ${index + 1}`}
                quiet
                optional
                min={0}
                max={100}
                value={option.points}
                onChange={(points) => change({ ...option, points })}
              />
            ) : (
              <span />
            )}
            <div className="sm:col-span-3">
              <TextField
                label={`Help for option ${index + 1}`}
                quiet
                value={option.help}
                max={400}
                placeholder="Help, where the words do not say enough"
                onChange={(help) => change({ ...option, help: help || undefined })}
              />
            </div>
          </div>
        )}
      </ListRows>
    </fieldset>
  );
}
