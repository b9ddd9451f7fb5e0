/** Paths from Lucide (ISC licence), inlined. */
const PATHS = {
  search: 'm21 21-4.34-4.34M19 11a8 8 0 1 1-16 0 8 8 0 0 1 16 0Z',
  close: 'M18 6 6 18M6 6l12 12',
  back: 'm15 18-6-6 6-6',
  next: 'm9 18 6-6-6-6',
  send: 'M12 19V5M5 12l7-7 7 7',
  person: 'M17 8A5 5 0 1 1 7 8a5 5 0 0 1 10 0ZM20 21a8 8 0 0 0-16 0',
  leave: 'M7 17 17 7M8 7h9v9',
  check: 'M20 6 9 17l-5-5',
} as const

/** One of the panel's own, or the path that another part brings. */
export const Icon = ({
  name,
  path,
}: { name: keyof typeof PATHS; path?: undefined } | { name?: undefined; path: string }) => (
  <svg viewBox="0 0 24 24" aria-hidden="true">
    <path d={path ?? PATHS[name]} />
  </svg>
)
