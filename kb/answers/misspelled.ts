import type { Spelling } from '../spelling/spelling.ts'
import type { AnswerContent } from './answer.ts'
import type { ContentRefused } from './refusals.ts'

/** What is misspelled in the fields of an answer that are prose. */
export const misspelledBy =
  (check: Spelling['check']) =>
  async (content: Pick<AnswerContent, 'question' | 'body' | 'site'>): Promise<ContentRefused[]> => {
    const fields = await Promise.all(
      (['question', 'body'] as const).map(async (field) => ({
        field,
        words: await check(content[field], content.site),
      })),
    )
    return fields
      .filter(({ words }) => words.length > 0)
      .map(({ field, words }) => ({ code: 'misspelled', field, words }))
  }
