export const writing = {
  'composer.sendAndSolve': 'Senden und als gelöst melden',
} as const
