export const writing = {
  'format.label': 'Formatierung',
  'format.bold': 'Fett',
  'format.list': 'Liste',
  'format.link': 'Link',
  'composer.sendAndSolve': 'Senden und als gelöst melden',
} as const
