import type { InviteTexts } from '../keys.ts'

export const texts: InviteTexts<'de'> = {
  'invite.from': '{name} schreibt Ihnen',
  'invite.close': 'Schließen',
  'invite.answer': 'Ihre Antwort',
  'invite.send': 'Senden',
  'invite.agree': 'Bitte setzen Sie zuerst das Häkchen.',
  'invite.more': 'Mehr dazu',
  'invite.failed': 'Nicht gesendet. Ihr Text ist noch da – bitte noch einmal versuchen.',
}
