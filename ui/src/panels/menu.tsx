// A button with a small list under it.

import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

export interface MenuProps {
  button: ComponentChildren;
  title: string;
  className?: string;
  /** True for a button without words: the title is its name. */
  bare?: boolean;
  align?: 'left' | 'right';
  children: (close: () => void) => ComponentChildren;
}

/** Menu that closes on Escape, on a click outside and when focus leaves. */
export function Menu({ button, title, className = 'btn', bare = false, align = 'left', children }: MenuProps) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const close = () => setOpen(false);

  // A list that would leave the window moves in.
  useLayoutEffect(() => {
    const list = open ? box.current?.querySelector<HTMLElement>('.menu') : null;
    if (!list) return;
    const { left, right } = list.getBoundingClientRect();
    const edge = document.documentElement.clientWidth - 8;
    const shift = right > edge ? edge - right : left < 8 ? 8 - left : 0;
    if (shift) list.style.transform = `translateX(${shift}px)`;
  }, [open]);

  useEffect(() => {
    if (!open) return;
    box.current?.querySelector<HTMLElement>('.menu button:not(:disabled)')?.focus();
    const outside = (e: PointerEvent) => !box.current?.contains(e.target as Node) && close();
    addEventListener('pointerdown', outside);
    return () => removeEventListener('pointerdown', outside);
  }, [open]);

  const onKey = (e: KeyboardEvent) => {
    if (!open) return;
    const items = [...(box.current?.querySelectorAll<HTMLElement>('.menu button:not(:disabled)') ?? [])];
    const here = items.indexOf(document.activeElement as HTMLElement);
    if (e.key === 'Escape') {
      e.stopPropagation();
      close();
      opener.current?.focus();
    } else if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
      e.preventDefault();
      const step = e.key === 'ArrowDown' ? 1 : -1;
      items[(here + step + items.length) % items.length]?.focus();
    }
  };

  return (
    <div
      class="menubox"
      ref={box}
      onKeyDown={onKey}
      onFocusOut={(e) => e.relatedTarget && !box.current?.contains(e.relatedTarget as Node) && close()}
    >
      <button ref={opener} class={className} title={title} aria-label={bare ? title : undefined} aria-haspopup="true" aria-expanded={open} onClick={() => setOpen(!open)}>
        {button}
      </button>
      {open && <div class={`menu ${align}`}>{children(close)}</div>}
    </div>
  );
}
