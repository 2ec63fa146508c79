"use client";
import { createContext, type ReactNode, useContext } from "react";

const DraftOwner = createContext("");

/** Says whose unsaved work the forms below keep, so that nobody is offered another person's. */
export function DraftOwnerProvider({ personId, children }: { personId: string; children: ReactNode }) {
  return <DraftOwner value={personId}>{children}</DraftOwner>;
}

/** Returns the id of the person whose drafts are kept; empty before sign-in. */
export function useDraftOwner(): string {
  return useContext(DraftOwner);
}
