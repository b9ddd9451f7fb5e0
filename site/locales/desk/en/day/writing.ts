export const writing = {
  'format.label': 'Formatting',
  'format.bold': 'Bold',
  'format.list': 'List',
  'format.link': 'Link',
  'composer.sendAndSolve': 'Send and solve',
} as const
