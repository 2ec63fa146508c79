"use client";
import { useContext, useEffect, useRef, useState } from "react";
import { sendFileInSteps } from "@/components/form/call-api";
import { Arriving } from "@/components/form/use-arrivals";
import { type HandedFile, nothingOwn } from "./handed-file";

/** A file that is on its way, or was not taken. */
export interface Sending {
  key: number;
  name: string;
  size: number;
  /** How much of it has left, from 0 to 1. */
  share: number;
  /** Why it was not taken, and what to do. */
  problem: string | null;
}

interface Arrived {
  id: string;
  name: string;
  size: number;
  format: string | null;
  formatVersion: string | null;
  doubt: string | null;
}

/** Sends files one beside the other; one that is refused stops no other. `onArrived` is called for each that has arrived. */
export function useSending(onArrived: (file: HandedFile) => void) {
  const [sending, setSending] = useState<readonly Sending[]>([]);
  const next = useRef(0);
  const running = useRef(new Map<number, AbortController>());
  const arriving = useContext(Arriving);
  useEffect(() => {
    const open = running.current;
    return () => {
      for (const one of open.values()) one.abort();
    };
  }, []);
  const change = (key: number, more: Partial<Sending>) =>
    setSending((all) => all.map((one) => (one.key === key ? { ...one, ...more } : one)));
  const drop = (key: number) => {
    running.current.get(key)?.abort();
    running.current.delete(key);
    setSending((all) => all.filter((one) => one.key !== key));
  };
  const send = async (file: File) => {
    const key = next.current++;
    const controller = new AbortController();
    running.current.set(key, controller);
    const { name, size } = file;
    setSending((all) => [...all, { key, name, size, share: 0, problem: null }]);
    const to = `/api/v1/test-imports/files?${new URLSearchParams({ name })}`;
    const progress = (share: number) => change(key, { share });
    const answer = await sendFileInSteps<Arrived>(to, file, progress, controller.signal);
    if (controller.signal.aborted) return true;
    running.current.delete(key);
    if (!answer.ok) {
      const { errors, detail } = answer.problem;
      change(key, { problem: errors?.map(({ message }) => message).join(" ") || detail });
      return false;
    }
    drop(key);
    const { id, format, formatVersion, doubt } = answer.data;
    onArrived({
      ...{ id, name: answer.data.name, size: answer.data.size, doubt, own: nothingOwn },
      recognised: format === null ? null : `${format}, ${formatVersion}`,
    });
    return true;
  };
  const sendAll = (files: readonly File[]) => {
    for (const file of files) arriving(send(file));
  };
  return { sending, send: sendAll, drop };
}
