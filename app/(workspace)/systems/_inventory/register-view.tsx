import { orNotFound } from "@/app/(workspace)/or-not-found";
import { savedColumns } from "@/app/(workspace)/saved-columns";
import { PageHeader } from "@/components/layout/page-header";
import { RegisterPage } from "@/components/layout/register-page";
import { RegisterTable } from "@/components/table/register-table";
import { ButtonLink } from "@/components/ui/button-link";
import { InlineAlert } from "@/components/ui/inline-alert";
import { type Actor, mayAnywhere } from "@/lib/platform/access/actor";
import type { Permission } from "@/lib/platform/access/permission";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { Invalid } from "@/lib/platform/errors/public-error";
import type { Page, Register } from "@/lib/platform/register/register";

export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

interface RegisterViewProps {
  register: Register;
  searchParams: SearchParams;
  noun: { one: string; many: string };
  /** What the register is for, in one line, and what belongs in it. */
  description: string;
  empty: string;
  create: Permission;
}

/** A register of the inventory: its first rows as the address asks for them, in the columns the person chose. */
export async function RegisterView(props: RegisterViewProps) {
  const { register, searchParams, noun, description, empty, create } = props;
  const { concept, title, columns } = register;
  const actor = await requireActor();
  const [page, saved] = await orNotFound(
    Promise.all([firstPage(actor, register, await searchParams), savedColumns(actor, concept)]),
  );
  const creates = mayAnywhere(actor, create);
  return (
    <RegisterPage>
      <PageHeader
        title={title}
        description={description}
        actions={creates ? <Actions concept={concept} noun={noun} /> : null}
      />
      {page.problem ? (
        <div className="px-4 pb-3 lg:px-6">
          <InlineAlert tone="warn" title="This address asks for something the register does not have">
            {page.problem} All {noun.many} are shown.
          </InlineAlert>
        </div>
      ) : null}
      <RegisterTable
        {...{ concept, title, noun, empty }}
        savedColumns={saved}
        columns={columns}
        rows={page.rows}
        next={page.next}
        can={{ create: creates, import: creates, export: true }}
      />
    </RegisterPage>
  );
}

function Actions({ concept, noun }: { concept: string; noun: { one: string } }) {
  return (
    <>
      <ButtonLink href={`/imports?concept=${concept}`}>Import</ButtonLink>
      <ButtonLink href={`/${concept}/new`} tone="primary">
        New {noun.one}
      </ButtonLink>
    </>
  );
}

// A link with a filter that no longer fits shows the whole register and says so.
async function firstPage(
  actor: Actor,
  register: Register,
  asked: Awaited<SearchParams>,
): Promise<Page & { problem?: string }> {
  const keys = ["q", "sort", ...register.columns.filter(({ filter }) => filter).map(({ key }) => key)];
  const known = keys.flatMap((key) => (typeof asked[key] === "string" ? [[key, asked[key]]] : []));
  try {
    return await register.list.receive(actor, Object.fromEntries(known));
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    return { ...(await register.list.execute(actor, {})), problem: error.message };
  }
}
