// @ts-check
import { useEffect, useId, useRef } from "preact/hooks";

/**
 * A question in front of the page. The browser's own dialog keeps the focus inside and closes it on Escape, unless
 * it is locked: then only its buttons do.
 * @param {{title: string, locked?: boolean, close: () => void, children: import("preact").ComponentChildren}} props
 */
export function Dialog({ title, locked = false, close, children }) {
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const heading = useId();
  useEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  // A browser closes on the second Escape whatever the page says; a locked dialog opens again.
  const closed = () => (locked ? dialog.current?.showModal() : close());
  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby={heading}
      onCancel={(event) => locked && event.preventDefault()}
      onClose={closed}
    >
      <h2 id={heading}>{title}</h2>
      {children}
    </dialog>
  );
}
