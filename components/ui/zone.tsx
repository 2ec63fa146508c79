"use client";
import { createContext, type ReactNode, useContext } from "react";

const ZoneContext = createContext("UTC");

/** Gives everything below the organisation's time zone. */
export function ZoneProvider({ zone, children }: { zone: string; children: ReactNode }) {
  return <ZoneContext value={zone}>{children}</ZoneContext>;
}

/** The organisation's time zone. */
export function useZone(): string {
  return useContext(ZoneContext);
}
