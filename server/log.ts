import { pino } from 'pino'

export type Log = ReturnType<typeof createLog>

/** Structured log on standard error. Message texts, tokens, cookies and addresses of people never enter it. */
export const createLog = (level: string) =>
  pino(
    {
      level,
      base: null,
      redact: {
        paths: ['*.cookie', '*.authorization', '*.token', '*.password', '*.mail', '*.text', '*.body'],
        censor: '–',
      },
    },
    pino.destination({ dest: 2, sync: true }),
  )
