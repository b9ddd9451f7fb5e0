import type { Redis } from 'ioredis'
import type { Log } from '../log.ts'

/** One line when it goes and one when it comes back, not one for each attempt in between. */
export function tellOutages(redis: Redis | null, log: Log): void {
  let away = false
  redis?.on('error', (error) => {
    if (!away) log.warn({ err: error }, 'Redis is unreachable; running without it')
    away = true
  })
  redis?.on('ready', () => {
    if (away) log.warn({}, 'Redis is reachable again')
    away = false
  })
}
