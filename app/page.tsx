import { redirect } from "next/navigation";
import { landingPage } from "@/app/(workspace)/navigation";
import { requireActor } from "@/lib/platform/auth/page-actor";

/** The start: leads on to where this person begins. */
export default async function StartPage() {
  redirect(landingPage(await requireActor()));
}
