export const writing = {
  'composer.sendAndSolve': 'Send and solve',
} as const
