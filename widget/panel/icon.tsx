/** Paths from Lucide (ISC licence), inlined. */
const PATHS = {
  search: 'm21 21-4.34-4.34M19 11a8 8 0 1 1-16 0 8 8 0 0 1 16 0Z',
  close: 'M18 6 6 18M6 6l12 12',
  back: 'm15 18-6-6 6-6',
  next: 'm9 18 6-6-6-6',
  send: 'M12 19V5M5 12l7-7 7 7',
  person: 'M17 8A5 5 0 1 1 7 8a5 5 0 0 1 10 0ZM20 21a8 8 0 0 0-16 0',
  leave: 'M15 3h6v6M10 14 21 3M18 13v6a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2h6',
  check: 'M20 6 9 17l-5-5',
  again: 'M21 12a9 9 0 1 1-9-9c2.52 0 4.93 1 6.74 2.74L21 8M21 3v5h-5',
} as const

/** One of the panel's own, or the path that another part brings. */
export const Icon = ({ name, path }: { name: keyof typeof PATHS; path?: undefined } | { name?: undefined; path: string }) => (
  <svg viewBox="0 0 24 24" aria-hidden="true">
    <path d={path ?? PATHS[name]} />
  </svg>
)
