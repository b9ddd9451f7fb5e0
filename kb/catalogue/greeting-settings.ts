import { z } from 'zod'
import { ASKED_FIELDS } from '#shared'
import { inEach } from './look-settings.ts'

/** How a shop meets those who turn to it, beyond the usual: nothing of it until the owner wants it. */

const label = z.string().trim().min(1).max(60)
const asked = z.enum(['off', 'asked', 'needed'])

export const GREETING_SETTINGS = {
  /** Whether the operator of a conversation sees what the visitor is typing before it is sent. */
  preview: z.boolean(),
  /**
   * What is asked before the first message. Every field can be skipped that is not `needed`, or needed for the subject chosen. A
   * subject's conversations go first to those who are in its group, as a category's do; an empty group: to anybody.
   */
  form: z.strictObject({
    on: z.boolean(),
    fields: z.strictObject({ name: asked, mail: asked, phone: asked, order: asked }),
    subjects: z
      .array(
        z.strictObject({
          label: inEach(label),
          group: z.string().trim().max(60),
          needs: z.array(z.enum(ASKED_FIELDS)).max(ASKED_FIELDS.length),
        }),
      )
      .max(12),
  }),
}

export const USUAL_GREETING: {
  [Setting in keyof typeof GREETING_SETTINGS]: z.output<(typeof GREETING_SETTINGS)[Setting]>
} = {
  preview: false,
  form: { on: false, fields: { name: 'asked', mail: 'asked', phone: 'off', order: 'off' }, subjects: [] },
}
