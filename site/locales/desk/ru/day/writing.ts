export const writing = {
  'composer.sendAndSolve': 'Отправить и решить',
} as const
