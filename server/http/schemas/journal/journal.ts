import { z } from '@hono/zod-openapi'
import { isJournalKind, JOURNAL_KINDS, type JournalEntry, type JournalKind, type UnansweredVisit } from '#protocol'
import { answering } from '../bound.ts'
import { IdParam, LocaleParam, PageQuery } from '../common.ts'
import { DaysQuery } from '../growth.ts'

const Kind = z.enum(Object.keys(JOURNAL_KINDS).filter(isJournalKind) as [JournalKind, ...JournalKind[]])

export const JournalVisitsQuery = DaysQuery.extend(PageQuery)
export const JournalQuery = JournalVisitsQuery.extend({
  kind: Kind.optional(),
  person: z.string().max(64).optional().describe('What they did, and what was done to them'),
  conversation: IdParam.optional().describe('Everything that happened to it, whatever the days'),
  q: z.string().max(200).default('').describe('Words that stand in the conversation'),
})

const act = z.enum([...new Set(Object.values(JOURNAL_KINDS).flat())] as [JournalEntry['act'], ...JournalEntry['act'][]])
const words = z.string().nullable()
export const JournalEntryAnswer = answering<JournalEntry>()(
  z.object({
    id: z.string(),
    at: z.string(),
    act,
    how: words,
    person: words,
    other: words,
    group: words,
    stars: z.number().nullable(),
    conversation: words,
    question: words,
    address: words,
    place: z.object({ country: words, city: words }).nullable(),
  }),
)
export const UnansweredVisitAnswer = answering<UnansweredVisit>()(
  z.object({ id: z.string(), at: z.string(), query: z.string(), locale: LocaleParam }),
)
