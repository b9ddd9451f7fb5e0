import { z } from 'zod'

/** How a shop meets those who turn to it, beyond the usual: nothing of it until the owner wants it. */
export const GREETING_SETTINGS = {
  /** Whether the operator of a conversation sees what the visitor is typing before it is sent. */
  preview: z.boolean(),
}

export const USUAL_GREETING: {
  [Setting in keyof typeof GREETING_SETTINGS]: z.output<(typeof GREETING_SETTINGS)[Setting]>
} = { preview: false }
