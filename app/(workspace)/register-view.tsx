import type { ReactNode } from "react";
import * as z from "zod";
import { firstPage, type SearchParams } from "@/app/(workspace)/first-page";
import { lookedBack } from "@/app/(workspace)/looking-back";
import { LookingBackNotice } from "@/app/(workspace)/looking-back-notice";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { savedColumns } from "@/app/(workspace)/saved-columns";
import { ViewTabs } from "@/app/(workspace)/view-tabs";
import type { Band } from "@/components/domain/band";
import type { FormField } from "@/components/form/form-values";
import { PageHeader } from "@/components/layout/page-header";
import { RegisterPage } from "@/components/layout/register-page";
import { RegisterTable } from "@/components/table/register-table";
import type { Archive } from "@/components/table/register-table-props";
import { ButtonLink } from "@/components/ui/button-link";
import { InlineAlert } from "@/components/ui/inline-alert";
import { importConcepts } from "@/lib/domain/imports/schema";
import { listViews } from "@/lib/domain/views/queries";
import { type Actor, mayAnywhere } from "@/lib/platform/access/actor";
import type { Permission } from "@/lib/platform/access/permission";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { asOfDay } from "@/lib/platform/operation/operation";
import type { Column } from "@/lib/platform/register/column";
import type { Register } from "@/lib/platform/register/register";
import { fieldMeta } from "@/lib/platform/schema/field";
import { modules } from "@/lib/registry";

const inPresent = { past: null, problem: null };

interface RegisterViewProps {
  register: Register;
  searchParams: SearchParams;
  noun: { one: string; many: string };
  /** What the register is for, in one line, and what belongs in it. */
  description: string;
  empty: string;
  /** The title of the page, where it is not the register's own. */
  title?: string;
  /** Where its pages lie, where that is not at its concept. */
  home?: string;
  /** What it takes to add a record; without it, none is added by hand. */
  create?: Permission;
  /** The words on the button that adds one. */
  add?: string;
  /** What else can be done here by whoever adds no records. */
  actions?: ReactNode;
  tabs?: ReactNode;
  /** Where many of its records are printed into one archive. */
  archive?: Archive;
  /** What only a setting knows: the choices of a column, the bands of scores. */
  method?: (actor: Actor) => Promise<{ columns: readonly Column[]; bands: readonly Band[] }>;
}

/** A register: its first rows as the address asks for them, in the columns the person chose. */
export async function RegisterView(props: RegisterViewProps) {
  const { register, searchParams, noun, description, empty, create, actions, tabs } = props;
  const { concept } = register;
  const { title = register.title, home = `/${concept}`, add = `New ${noun.one}` } = props;
  const actor = await requireActor();
  const asked = await searchParams;
  const seen = register.looksBack ? await lookedBack(actor, asked) : inPresent;
  const asOf = seen.past?.asOf;
  const [kept, views, method] = await orNotFound(
    Promise.all([
      savedColumns(actor, concept),
      listViews.execute(actor, { concept }),
      props.method && asOfDay(asOf, actor, async () => props.method?.(actor)),
    ]),
  );
  // A view names its columns in the address; elsewhere those hold that the person chose.
  const saved = typeof asked["columns"] === "string" ? asked["columns"].split(",") : kept;
  const page = await orNotFound(firstPage(actor, register, asked, saved, asOf));
  const imported = importConcepts.some(({ value }) => value === concept);
  const creates = create !== undefined && !asOf && mayAnywhere(actor, create);
  return (
    <RegisterPage past={asOf !== undefined}>
      <LookingBackNotice seen={seen} path={home} asked={asked} />
      <PageHeader
        title={title}
        description={description}
        actions={
          creates ? (
            <>
              {imported ? <ButtonLink href={`/imports?concept=${concept}`}>Import</ButtonLink> : null}
              <ButtonLink href={`${home}/new`} tone="primary">
                {add}
              </ButtonLink>
            </>
          ) : asOf ? null : (
            actions
          )
        }
      />
      {tabs}
      <ViewTabs
        {...{ concept, home }}
        views={views.rows}
        canShare={views.can.share}
        columns={(kept ?? []).join(",")}
      />
      {page.problem ? (
        <div className="px-4 py-3 lg:px-6">
          <InlineAlert tone="warn" title="This address asks for something the register does not have">
            {page.problem}
          </InlineAlert>
        </div>
      ) : null}
      <RegisterTable
        {...{ concept, title, noun, empty }}
        hrefBase={home}
        columns={method?.columns ?? register.columns}
        ownFilters={register.ownFilters}
        bands={method?.bands ?? []}
        rows={page.rows}
        next={page.next}
        savedColumns={saved}
        looksBack={register.looksBack ?? false}
        hasHistory={tellsHistory(concept)}
        asOf={asOf}
        can={{ create: creates, import: creates && imported, export: true }}
        archive={asOf ? undefined : props.archive}
        bulk={asOf ? [] : bulkFields(actor, register, method?.columns ?? register.columns)}
      />
    </RegisterPage>
  );
}

function tellsHistory(concept: string): boolean {
  return modules.some(({ routes }) => routes.some(({ path }) => path === `/${concept}/:id/history`));
}

// The fields as controls draw them; what only a setting knows, such as the categories of risks, its column tells.
function bulkFields(actor: Actor, { bulk }: Register, columns: readonly Column[]): FormField[] {
  if (!bulk || !mayAnywhere(actor, bulk.permission)) return [];
  return Object.entries(bulk.fields).map(([key, field]) => {
    const options = columns.find((column) => column.key === key)?.options;
    return {
      key,
      meta: { ...fieldMeta(field), ...(options ? { options } : {}) },
      required: !(field instanceof z.ZodNullable),
    };
  });
}
