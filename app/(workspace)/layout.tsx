import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { actionsOf } from "@/app/(workspace)/actions";
import { auditorNotice } from "@/app/(workspace)/auditor-notice";
import { navigationOf } from "@/app/(workspace)/navigation";
import { ConfirmSelf } from "@/components/form/confirm-self";
import { DraftOwnerProvider } from "@/components/form/draft-owner";
import { navCookie } from "@/components/layout/nav";
import { Shell } from "@/components/layout/shell";
import { getMe } from "@/lib/domain/organization/sessions/queries";
import { requireActor } from "@/lib/platform/auth/page-actor";

const ownPages = [
  { href: "/settings/sessions", label: "Password and sessions" },
  { href: "/settings/second-factors", label: "Second factors" },
  { href: "/settings/tokens", label: "API tokens" },
  { href: "/settings/notices", label: "What I am told" },
];

/** The frame around every page behind sign-in. What may be seen is decided by each page's own operations. */
export default async function WorkspaceLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor();
  const { id, name, email, roles, unread, organisation } = await getMe.execute(actor, {});
  const collapsed = (await cookies()).get(navCookie)?.value === "collapsed";
  return (
    <DraftOwnerProvider personId={id}>
      <Shell
        organisation={organisation.name}
        zone={organisation.timeZone}
        nav={navigationOf(actor)}
        actions={actionsOf(actor)}
        notice={auditorNotice(actor)}
        collapsed={collapsed}
        me={{ name, email, role: roles.map(({ label }) => label).join(", "), links: ownPages }}
        notifications={{ href: "/my-work#notifications", count: unread }}
        signOut={{ url: "/api/v1/session/sign-out", goTo: "/sign-in?signed-out" }}
      >
        {children}
      </Shell>
      <ConfirmSelf />
    </DraftOwnerProvider>
  );
}
