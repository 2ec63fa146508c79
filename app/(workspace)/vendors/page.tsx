import type { SearchParams } from "@/app/(workspace)/first-page";
import { RegisterView } from "@/app/(workspace)/register-view";
import { vendors } from "@/lib/domain/inventory/vendors/part";

export const metadata = { title: "Vendors" };

/** The register of vendors. */
export default function VendorsPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <RegisterView
      register={vendors.register}
      searchParams={searchParams}
      noun={vendors.kind.words}
      description="Suppliers of models, data, tools and services."
      empty="A vendor supplies a model, data, a tool or a service. What you know of its contract and its security belongs here once, for all systems that depend on it."
      create={vendors.kind.access.create}
    />
  );
}
