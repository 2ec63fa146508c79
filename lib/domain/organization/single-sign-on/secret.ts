import "server-only";
import type { SignInProvider } from "@/lib/domain/organization/single-sign-on/schema";
import type { ProviderClient } from "@/lib/platform/auth/oidc";
import { type SealedPlace, unseal } from "@/lib/platform/crypto/sealed";
import type { Transaction } from "@/lib/platform/database/client";

/** Where a client secret is stored. */
export function placeOfSecret(id: string): SealedPlace {
  return { table: "provider_secrets", id, column: "secret" };
}

/** Returns whether there is a secret for this client of this issuer: for another it would be the wrong one to send. */
export async function hasSecret(
  tx: Transaction,
  { issuer, clientId }: Pick<SignInProvider, "issuer" | "clientId">,
): Promise<boolean> {
  return (await tx.providerSecret.count({ where: { issuer, clientId } })) > 0;
}

/** Returns the provider with its secret opened; null while it is not in use. */
export async function usableProvider(tx: Transaction, held: SignInProvider): Promise<ProviderClient | null> {
  const { state, issuer, clientId } = held;
  if (state === "off") return null;
  const stored = await tx.providerSecret.findUnique({
    where: { issuer_clientId: { issuer, clientId } },
    select: { id: true, secret: true },
  });
  return stored && { issuer, clientId, secret: unseal(stored.secret, placeOfSecret(stored.id)) };
}
