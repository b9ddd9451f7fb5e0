import type { JudgedTexts } from '../keys.ts'

/** Texts of what follows the question whether an answer helped. */
export const texts: JudgedTexts<'de'> = {
  'outcome.thanks': 'Danke! Schön, dass es geholfen hat.',
  'outcome.sorry': 'Das tut uns leid. Was hat gefehlt?',
  'outcome.reasonOther': 'Ich meinte etwas anderes',
  'outcome.reasonUnclear': 'Nicht verständlich',
  'outcome.reasonFailed': 'Hat nicht funktioniert',
  'outcome.reasonWrong': 'Stimmt nicht',
  'outcome.noted': 'Danke für den Hinweis.',
}
