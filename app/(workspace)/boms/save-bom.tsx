import { buttonLook } from "@/components/ui/button-look";
import { Menu } from "@/components/ui/menu";
import { defaultSpecVersion, specVersions } from "@/lib/domain/inventory/boms/schema";

/** Saves a bill of materials in the version of CycloneDX that its reader understands. */
export function SaveBom({ href }: { href: string }) {
  return (
    <Menu
      label="Save as CycloneDX"
      triggerLook={buttonLook("default", "sm")}
      items={specVersions.map((version) => ({
        label: `CycloneDX ${version}, JSON`,
        href: `${href}?specVersion=${version}`,
        download: true,
        ...(version === defaultSpecVersion ? { detail: "The version of ECMA-424" } : {}),
      }))}
    />
  );
}
