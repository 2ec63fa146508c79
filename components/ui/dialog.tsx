"use client";
import dynamic from "next/dynamic";
import { type ReactNode, useRef } from "react";

const DialogPopup = dynamic(() => import("@/components/ui/dialog-popup"), { ssr: false });

export interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  description?: ReactNode;
  children?: ReactNode;
  width?: "sm" | "md" | "lg";
}

/** A dialog over the page, controlled from outside. Its code is loaded when it first opens. */
export function Dialog(props: DialogProps) {
  const wanted = useRef(false);
  if (props.open) wanted.current = true;
  return wanted.current ? <DialogPopup {...props} /> : null;
}
