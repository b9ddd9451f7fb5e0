import type { EnglishTexts } from '#shared'

/** Texts of what follows the question whether an answer helped. */
export const texts = {
  'outcome.thanks': 'Thanks! Glad it helped.',
  'outcome.sorry': 'Sorry it didn’t help. What was missing?',
  'outcome.reasonOther': 'My question is different',
  'outcome.reasonUnclear': 'It’s unclear',
  'outcome.reasonFailed': 'It didn’t work',
  'outcome.reasonWrong': 'It’s wrong',
  'outcome.noted': 'Thanks for letting us know.',
} satisfies EnglishTexts
