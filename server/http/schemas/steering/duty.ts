import { z } from '@hono/zod-openapi'
import { PersonBody } from '../people.ts'

/** What is not named stays as it is. */
export const DutyBody = PersonBody.pick({ capacity: true, skills: true })
  .extend({ away: z.literal(true).optional().describe('Set away until they say that they are ready') })
  .strict()
