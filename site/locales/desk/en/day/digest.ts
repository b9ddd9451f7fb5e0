export const digest = {
  'digest.title': 'Digest by email',
  'digest.to': 'Who gets it',
  'digest.toHint': 'One address per line, five at most. While there is none, no email is sent.',
  'digest.every': 'How often',
  'digest.every.day': 'Once a day',
  'digest.every.hour': 'Every hour',
  'digest.at': 'At what time',
  'digest.left': 'Messages left for a reply by email that nobody has answered',
  'digest.missed': 'Conversations answered later than promised',
  'digest.hint':
    'The first one comes at the next time, about what happened since you saved. Where nothing happened, none comes.',
  'audit.changed.digest': 'digest by email',
}
