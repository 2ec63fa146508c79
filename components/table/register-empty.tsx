import { AsOfControl } from "@/components/layout/as-of-control";
import { EmptyState } from "@/components/layout/empty-state";
import type { RegisterTableProps } from "@/components/table/register-table-props";
import type { RegisterQuery } from "@/components/table/use-register-query";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";

/** No rows: either nothing matches, and the filters can go, or nothing exists yet, and here is the first step. */
export function RegisterEmpty({
  concept,
  noun,
  can,
  empty,
  query,
  asOf,
  hrefBase = `/${concept}`,
}: RegisterTableProps & { query: RegisterQuery }) {
  if (query.filtered) {
    return (
      <EmptyState
        title={`No ${noun.many} match`}
        action={<Button onClick={query.clear}>Clear filters</Button>}
      >
        Nothing fits the search and the filters above, or you may not see what does.
      </EmptyState>
    );
  }
  if (asOf) {
    return (
      <EmptyState title={`No ${noun.many} on this day`} action={<AsOfControl asOf={asOf} />}>
        None had been recorded by then, or you may not see those that had. Choose a later day.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={`No ${noun.many} yet`}
      action={
        <>
          {can.create ? (
            <ButtonLink tone="primary" href={`${hrefBase}/new`}>
              Add the first {noun.one}
            </ButtonLink>
          ) : null}
          {can.import ? <ButtonLink href={`/imports?concept=${concept}`}>Import a file</ButtonLink> : null}
        </>
      }
    >
      {empty}
    </EmptyState>
  );
}
