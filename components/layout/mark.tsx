/** The plumb bob: the mark of the product. */
export function Mark({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" className="shrink-0">
      <rect width="32" height="32" rx="8" fill="var(--accent-fill)" />
      <path d="M16 5v9.5" stroke="#fff" strokeWidth="2.5" strokeLinecap="round" />
      <path d="M10.5 14.5h11L20 20.5l-4 6.5-4-6.5z" fill="#fff" />
    </svg>
  );
}
