import { request as requestPlain } from 'node:http'
import { request as requestSecure } from 'node:https'
import { createHash } from 'node:crypto'
import webPush from 'web-push'
import type { PushFact } from '#protocol'
import { feedAddress, publicLookup } from '../../reach/reach.ts'
import type { PushKeys } from './push-keys.ts'

/** `gone`: the browser has taken its subscription back. `refused`: not this one, and not later either. */
export type Sent = { came: 'taken' | 'gone' | 'refused' } | { came: 'later'; afterMs: number | null }

export interface Receiver {
  endpoint: string
  p256dh: string
  auth: string
}

const TIMEOUT_MS = 10_000
const OFFER_TTL_S = 20
const TTL_S = 3_600
/** Of the header that lets a service keep the newest alone (RFC 8030, 5.4). */
const TOPIC_LETTERS = 32
const GONE = new Set([404, 410])
const LATER = new Set([408, 425, 429])

/** Whether messages may be sent there: over https, to nobody's private network but those the owner named. */
export function isPushAddress(endpoint: string, trusted: readonly string[]): boolean {
  try {
    const url = feedAddress(endpoint, trusted)
    return url.protocol === 'https:' || trusted.includes(url.hostname)
  } catch {
    return false
  }
}

/** One message, encrypted for its browser alone (RFC 8291): the service that carries it reads none of it. Never throws. */
export async function sendPush(
  to: Receiver,
  fact: PushFact,
  of: { keys: PushKeys; subject: string; trusted: readonly string[] },
): Promise<Sent> {
  if (!isPushAddress(to.endpoint, of.trusted)) return { came: 'refused' }
  let asked: webPush.RequestDetails
  try {
    asked = webPush.generateRequestDetails(
      { endpoint: to.endpoint, keys: { p256dh: to.p256dh, auth: to.auth } },
      JSON.stringify(fact),
      {
        vapidDetails: { subject: of.subject, ...of.keys },
        TTL: fact.kind === 'offer' ? OFFER_TTL_S : TTL_S,
        urgency: fact.kind === 'returned' ? 'normal' : 'high',
        topic: createHash('sha256').update(fact.key).digest('base64url').slice(0, TOPIC_LETTERS),
        contentEncoding: 'aes128gcm',
      },
    )
  } catch {
    // Its keys are none.
    return { came: 'refused' }
  }
  try {
    const { status, retryAfter } = await answered(asked, of.trusted)
    if (status >= 200 && status < 300) return { came: 'taken' }
    if (GONE.has(status)) return { came: 'gone' }
    if (status >= 500 || LATER.has(status)) return { came: 'later', afterMs: retryAfter }
    return { came: 'refused' }
  } catch {
    return { came: 'later', afterMs: null }
  }
}

function answered(
  { endpoint, method, headers, body }: webPush.RequestDetails,
  trusted: readonly string[],
): Promise<{ status: number; retryAfter: number | null }> {
  const url = new URL(endpoint)
  const request = url.protocol === 'https:' ? requestSecure : requestPlain
  return new Promise((resolve, reject) => {
    const asking = request(
      url,
      { method, headers, lookup: publicLookup(trusted), signal: AbortSignal.timeout(TIMEOUT_MS) },
      (response) => {
        // Whatever it says beside the status is for nobody.
        response.resume()
        const seconds = Number(response.headers['retry-after'])
        resolve({
          status: response.statusCode ?? 0,
          retryAfter: Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : null,
        })
      },
    )
    asking.on('error', reject)
    asking.end(body)
  })
}
