"use client";
import { createContext, useCallback, useEffect, useRef, useState } from "react";

/** Tells the form around a field that a file is on its way; the promise says false where it was refused. */
export const Arriving = createContext<(arrival: Promise<boolean>) => void>(() => {});

/** Lets a form that is sent early wait for the files on their way, so that none is left behind. */
export function useArrivals() {
  const open = useRef(new Set<Promise<boolean>>());
  const gone = useRef(false);
  const [waiting, setWaiting] = useState(false);
  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
    };
  }, []);
  const arriving = useCallback((arrival: Promise<boolean>) => {
    open.current.add(arrival);
    void arrival.then(() => open.current.delete(arrival));
  }, []);

  /** Goes on once all have arrived: at once where nothing is on its way, and not at all where one was refused. */
  const afterArrivals = async (goOn: () => void) => {
    if (waiting) return;
    let whole = true;
    if (open.current.size > 0) setWaiting(true);
    while (whole && open.current.size > 0) whole = (await Promise.all(open.current)).every(Boolean);
    setWaiting(false);
    if (whole && !gone.current) goOn();
  };
  return { arriving, waiting, afterArrivals };
}
