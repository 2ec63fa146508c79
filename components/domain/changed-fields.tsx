interface ChangedFieldsProps {
  fields: readonly { field: string; before: string; after: string }[];
}

/** The fields that differ between two versions, each with what it said before and says after. */
export function ChangedFields({ fields }: ChangedFieldsProps) {
  return (
    <dl className="mt-1 grid gap-x-3 gap-y-1 text-sm sm:grid-cols-[8rem_1fr_1fr]">
      {fields.map(({ field, before, after }) => (
        <div key={field} className="contents">
          <dt className="text-ink-faint">{field}</dt>
          <dd className="min-w-0 whitespace-pre-line break-words text-ink-soft">
            <span className="sr-only">Before: </span>
            {before === "" ? <span className="text-ink-faint">nothing</span> : <del>{before}</del>}
          </dd>
          <dd className="min-w-0 whitespace-pre-line break-words">
            <span className="sr-only">After: </span>
            {after === "" ? <span className="text-ink-faint">nothing</span> : after}
          </dd>
        </div>
      ))}
    </dl>
  );
}
