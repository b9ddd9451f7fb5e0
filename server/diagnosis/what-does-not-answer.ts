import { createConnection } from 'node:net'
import type { Config } from '../config.ts'

const WAIT_MS = 2_000
const DEFAULT_PORTS: Record<string, number> = {
  'redis:': 6379,
  'rediss:': 6379,
  'smtp:': 587,
  'smtps:': 465,
  'http:': 80,
  'https:': 443,
}

/** Helpers that are configured and cannot be reached now. The shop starts without them, because a restart during their outage must not keep it away. */
export async function whatDoesNotAnswer({
  redisUrl,
  meilisearch,
  smtpUrl,
}: Pick<Config, 'redisUrl' | 'meilisearch' | 'smtpUrl'>): Promise<string[]> {
  const asked = [
    {
      url: redisUrl,
      then: 'REDIS_URL is not responding: until it does, nodes see each other’s changes a little later and each counts rate limits on its own.',
    },
    { url: meilisearch?.url, then: 'MEILI_URL is not responding: until it does, the embedded search engine is used.' },
    { url: smtpUrl, then: 'SMTP_URL is not responding: until it does, emails are queued and sent later.' },
  ].filter((one): one is { url: string; then: string } => one.url !== undefined)
  const answers = await Promise.all(asked.map(async (one) => ({ ...one, open: await accepts(new URL(one.url)) })))
  const silent = answers
    .filter(({ open }) => !open)
    .map(({ url, then }) => `The service at ${then} Check that it is running at ${new URL(url).host}.`)
  return meilisearch && (await refuses(meilisearch)) ? [...silent, KEY_REFUSED] : silent
}

const KEY_REFUSED =
  'Meilisearch rejects the key in MEILI_KEY, so the embedded search engine is used. Use the master key, or a key with all actions ("actions": ["*"]) on "indexes": ["firstline*"].'

/** Whether Meilisearch answers that the key may not look at indexes; how anything else answers is not of interest here. */
async function refuses({ url, key }: { url: string; key: string }): Promise<boolean> {
  try {
    const { status } = await fetch(new URL('indexes?limit=1', url.endsWith('/') ? url : `${url}/`), {
      headers: { authorization: `Bearer ${key}` },
      signal: AbortSignal.timeout(WAIT_MS),
    })
    return status === 401 || status === 403
  } catch {
    return false
  }
}

/** Whether something takes a connection there. */
function accepts({ hostname, port, protocol }: URL): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({
      host: hostname.replace(/^\[|\]$/g, ''),
      port: Number(port) || (DEFAULT_PORTS[protocol] ?? 0),
      timeout: WAIT_MS,
    })
    const done = (open: boolean) => {
      socket.destroy()
      resolve(open)
    }
    socket
      .once('connect', () => done(true))
      .once('error', () => done(false))
      .once('timeout', () => done(false))
  })
}
