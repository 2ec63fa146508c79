import type { Metadata } from "next";
import type { SearchParams } from "@/app/(workspace)/first-page";
import { RegisterView } from "@/app/(workspace)/register-view";
import { peopleInvite } from "@/lib/domain/organization/people/access";
import { peopleRegister } from "@/lib/domain/organization/people/queries";

export const metadata: Metadata = { title: "People" };

/** Everybody with an account in the units of whoever looks. */
export default function PeoplePage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <RegisterView
      register={peopleRegister}
      searchParams={searchParams}
      home="/settings/people"
      noun={{ one: "person", many: "people" }}
      description="Who has an account, and the roles they hold now."
      empty="People who may use Plumbline appear here once they are invited."
      create={peopleInvite}
      add="Invite person"
    />
  );
}
