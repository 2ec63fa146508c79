"use client";
import dynamic from "next/dynamic";
import { useRef } from "react";
import type { DialogProps } from "@/components/ui/dialog-popup";

const DialogPopup = dynamic(() => import("@/components/ui/dialog-popup"), { ssr: false });

/** A dialog over the page, controlled from outside. Its code is loaded when it first opens. */
export function Dialog(props: DialogProps) {
  const wanted = useRef(false);
  if (props.open) wanted.current = true;
  return wanted.current ? <DialogPopup {...props} /> : null;
}
