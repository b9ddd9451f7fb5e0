/** Paths from Lucide (ISC licence) that files bring. */
export const PAPER = 'M15 2H6a2 2 0 0 0-2 2v16a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2V7ZM14 2v4a2 2 0 0 0 2 2h4'
export const PLAY = 'M6 3l14 9-14 9Z'
export const PICTURE =
  'M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2ZM11 9a2 2 0 1 1-4 0 2 2 0 0 1 4 0ZM21 15l-3.09-3.09a2 2 0 0 0-2.82 0L6 21'
