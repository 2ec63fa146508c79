"use client";
import {
  cloneElement,
  type FocusEvent,
  type PointerEvent,
  type ReactElement,
  useEffect,
  useId,
  useRef,
} from "react";

interface TooltipProps {
  words: string;
  /** One element that takes focus. */
  children: ReactElement<Record<string, unknown>>;
  /** False where the words are already the element's name. */
  describes?: boolean;
  side?: "below" | "right";
}

/** Words beside a control on hover and focus; Escape hides them. The browser's top layer keeps them uncut. */
export function Tooltip({ words, children, describes = true, side = "below" }: TooltipProps) {
  const id = useId();
  const tip = useRef<HTMLSpanElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const hide = () => {
    clearTimeout(timer.current);
    if (tip.current?.matches(":popover-open")) tip.current.hidePopover();
  };
  const show = (anchor: Element, delay: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(
      () => tip.current && anchor.isConnected && place(tip.current, anchor, side),
      delay,
    );
  };
  const listeners = {
    onPointerEnter: (event: PointerEvent) => event.pointerType === "mouse" && show(event.currentTarget, 450),
    onPointerLeave: hide,
    onPointerDown: hide,
    onFocus: (event: FocusEvent) =>
      event.currentTarget.matches(":focus-visible") && show(event.currentTarget, 80),
    onBlur: hide,
    onKeyDown: (event: { key: string }) => event.key === "Escape" && hide(),
  };
  return (
    <>
      {cloneElement(children, {
        ...chain(children.props, listeners),
        ...(describes ? { "aria-describedby": id } : {}),
      })}
      <span
        ref={tip}
        id={id}
        role="tooltip"
        popover="manual"
        className="pointer-events-none fixed m-0 max-w-72 rounded-md bg-ink px-2 py-1 font-medium text-page text-xs"
      >
        {words}
      </span>
    </>
  );
}

type Listener = (event: never) => unknown;

function chain(own: Record<string, unknown>, ours: Record<string, Listener>) {
  const both = Object.entries(ours).map(([name, listener]) => {
    const first = own[name] as Listener | undefined;
    const call = (event: never) => {
      first?.(event);
      listener(event);
    };
    return [name, call];
  });
  return Object.fromEntries(both) as Record<string, Listener>;
}

function place(tip: HTMLElement, anchor: Element, side: "below" | "right") {
  tip.showPopover();
  const box = anchor.getBoundingClientRect();
  const { width, height } = tip.getBoundingClientRect();
  if (side === "right") {
    tip.style.left = `${box.right + 8}px`;
    tip.style.top = `${box.top + (box.height - height) / 2}px`;
    return;
  }
  const below = box.bottom + 6 + height < window.innerHeight;
  const left = Math.max(8, Math.min(box.left + box.width / 2 - width / 2, window.innerWidth - width - 8));
  tip.style.left = `${left}px`;
  tip.style.top = `${below ? box.bottom + 6 : box.top - 6 - height}px`;
}
