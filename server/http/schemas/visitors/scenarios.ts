import { z } from '@hono/zod-openapi'
import {
  ATTRIBUTE_NAME,
  ATTRIBUTE_TESTS,
  type Condition,
  LONGEST_ATTRIBUTE,
  LONGEST_CARD,
  MOST_CONDITIONS,
  MOST_FIRST_ANSWERS,
  MOST_SCENARIO_LABELS,
  MOST_WORDS,
  NUMBER_SUBJECTS,
  type ScenarioAction,
  STATES,
  WORD_SUBJECTS,
} from '#shared'
import type { GoalFigures, Scenario, ScenarioFigures, WouldMatch } from '../../../realtime/live.ts'
import { answering } from '../bound.ts'
import { AnswerIdParam, IdParam } from '../common.ts'

const STATE_SUBJECTS = Object.keys(STATES) as (keyof typeof STATES)[]
const conditionParam: z.ZodType<Condition, Condition> = z.union([
  z.strictObject({
    of: z.enum(NUMBER_SUBJECTS),
    is: z.enum(['atLeast', 'atMost']),
    value: z.number().min(0).max(1_000_000_000),
  }),
  z.strictObject({
    of: z.enum(WORD_SUBJECTS),
    is: z.enum(['among', 'notAmong']),
    words: z.array(z.string().trim().min(1).max(200)).min(1).max(MOST_WORDS),
  }),
  z
    .strictObject({ of: z.enum(STATE_SUBJECTS), is: z.string().max(20) })
    .refine(({ of, is }) => (STATES[of] as readonly string[]).includes(is), {
      path: ['is'],
      message: 'one of its states',
    }),
  z.strictObject({
    of: z.literal('attribute'),
    name: z.string().regex(ATTRIBUTE_NAME),
    is: z.enum(ATTRIBUTE_TESTS),
    value: z.string().trim().max(LONGEST_ATTRIBUTE),
  }),
])
const conditions = z.array(conditionParam).min(1).max(MOST_CONDITIONS)
const cardText = z.string().trim().min(1).max(LONGEST_CARD)
const action = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('card'),
    texts: z.strictObject({ ru: cardText, en: cardText }),
    of: z.string().min(1).max(80).nullable().describe('Id of whoever it is of; null: the shop'),
  }),
  z.strictObject({ do: z.literal('answers'), answers: z.array(AnswerIdParam).min(1).max(MOST_FIRST_ANSWERS) }),
  z.strictObject({ do: z.literal('chatOff') }),
  z
    .strictObject({
      do: z.literal('handle'),
      group: z.string().trim().min(1).max(60).nullable().describe('Asked first while any of it is here'),
      priority: z.union([z.literal(0), z.literal(1), z.literal(2)]),
      labels: z.array(IdParam).max(MOST_SCENARIO_LABELS),
    })
    .refine(({ group, priority, labels }) => group !== null || priority > 0 || labels.length > 0, {
      message: 'a group, a priority or a label',
    }),
  z.strictObject({ do: z.literal('nothing') }),
])
export const ScenarioParams = z.object({ id: IdParam })
export const ScenarioBody = z.strictObject({
  name: z.string().trim().min(1).max(80),
  running: z.boolean(),
  conditions,
  action,
  controlShare: z.number().int().min(0).max(90),
})
export const CapsBody = z.strictObject({
  visit: z.number().int().min(1).max(10).describe('Cards in one visit'),
  day: z.number().int().min(1).max(20).describe('Cards for one browser within 24 hours'),
  site: z.number().int().min(1).max(100_000).describe('Cards on the whole site within 24 hours'),
})
export const CountBody = z.strictObject({ conditions })

const arm = z.object({ visits: z.number(), conversations: z.number(), complaints: z.number(), orders: z.number() })
export const GoalsAnswer = z.object({
  items: z.array(
    answering<GoalFigures>()(
      z.object({
        name: z.string().describe("As the shop's page says it"),
        total: z.number(),
        afterTalk: z.number().describe('Within a week before it, a conversation of the same visitor began'),
        afterAnswer: z.number().describe('… an answer was opened or helped'),
        afterInvitation: z.number().describe('… an invitation to talk was answered'),
      }),
    ),
  ),
})
export const ScenariosAnswer = z.object({
  knowsCities: z.boolean().describe('GEOIP_FILE is set: conditions may ask for a city'),
  caps: z.object({ visit: z.number(), day: z.number(), site: z.number() }),
  items: z.array(
    answering<Omit<Scenario, 'site'> & { figures: ScenarioFigures }>()(
      z.object({
        id: z.string(),
        name: z.string(),
        running: z.boolean(),
        conditions: z.array(z.custom<Condition>()).openapi({ type: 'array', items: { type: 'object' } }),
        action: z.custom<ScenarioAction>().openapi({ type: 'object' }),
        controlShare: z.number(),
        createdAt: z.string(),
        changedAt: z.string(),
        figures: z.object({
          shown: arm,
          control: arm,
          cards: z.object({ drawn: z.number(), answered: z.number(), closed: z.number() }),
        }),
      }),
    ),
  ),
})
export const SavedScenarioAnswer = z.object({ id: z.string() })
const counted = { fit: z.number(), of: z.number().describe('How many were looked at') }
export const CountAnswer = answering<WouldMatch>()(
  z.object({
    now: z.object(counted),
    week: z.object({ ...counted, days: z.number() }),
    notKept: z.array(z.string()).describe('What is asked and not kept of past visits: counted as met'),
  }),
)
