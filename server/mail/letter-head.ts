import { type Address, addressParser, decodeWords } from 'postal-mime'
import { keptAddress } from './mail-address.ts'

/** What a letter's head says, as far as it decides whether anybody here reads on. */
export interface LetterHead {
  /** The one sender; null: none, several, or a group (RFC 5322 §3.6.2 allows them, but then nobody is who wrote). */
  sender: string | null
  recipients: string[]
  messageId: string | null
  /** Message-IDs this letter answers, newest first. */
  answers: string[]
  subject: string
  /** The field that says a machine wrote it (RFC 3834 and older habits); null: nothing does. */
  automatic: string | null
}

const LONGEST_HEAD = 64 * 1024
const LONGEST_FIELD = 8 * 1024
const MOST_FIELDS = 500
const MOST_IDS = 50
const MOST_RECIPIENTS = 200
const TO_US = new Set(['to', 'cc', 'delivered-to', 'x-original-to', 'envelope-to'])

/** Reads the first 64 KB at most, in one pass: cheap enough for the main loop whatever the letter is. */
export function readHead(raw: Uint8Array): LetterHead {
  const fields = fieldsOf(raw)
  const all = (name: string) => fields.filter(([key]) => key === name).map(([, value]) => value)
  const one = (name: string) => all(name)[0]
  const from = all('from')
  return {
    sender: from.length === 1 ? onlyMailbox(addressParser(from[0] as string)) : null,
    recipients: fields
      .flatMap(([key, value]) => (TO_US.has(key) ? addressParser(value) : []))
      .slice(0, MOST_RECIPIENTS)
      .flatMap(mailboxes),
    messageId: idsIn(one('message-id'))[0] ?? null,
    answers: [...idsIn(one('in-reply-to')), ...idsIn(one('references')).reverse()].slice(0, MOST_IDS),
    subject: decodeWords(one('subject') ?? ''),
    automatic: automaticSign(fields),
  }
}

function fieldsOf(raw: Uint8Array): [key: string, value: string][] {
  const beginning = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.byteLength, LONGEST_HEAD)).toString('utf8')
  const end = /\r?\n\r?\n/.exec(beginning)?.index ?? beginning.length
  const fields: [string, string][] = []
  let open: string[] = []
  const close = () => {
    const line = open.join('').slice(0, LONGEST_FIELD)
    const colon = line.indexOf(':')
    if (colon > 0) fields.push([line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()])
    open = []
  }
  for (const line of beginning.slice(0, end).split(/\r?\n/)) {
    if (!/^[ \t]/.test(line)) close()
    if (fields.length >= MOST_FIELDS) break
    open.push(line)
  }
  close()
  return fields
}

const idsIn = (value = ''): string[] => (value.match(/<[^<>\s]{1,300}>/g) ?? []).slice(-MOST_IDS)

const mailboxes = (one: Address): string[] =>
  (one.group ? one.group.slice(0, MOST_RECIPIENTS).map((box) => box.address) : [one.address ?? ''])
    .filter(Boolean)
    .map(keptAddress)

function onlyMailbox(addresses: readonly Address[]): string | null {
  const [first, ...others] = addresses
  return first && others.length === 0 && !first.group && first.address ? keptAddress(first.address) : null
}

function automaticSign(fields: readonly [string, string][]): string | null {
  const sign = fields.find(([key, value]) => {
    const said = value.toLowerCase()
    if (key === 'auto-submitted') return said.split(/[;\s]/)[0] !== 'no'
    if (key === 'precedence') return /^(bulk|junk|list|auto_reply)$/.test(said)
    return key === 'x-autoreply' || (key === 'return-path' && said === '<>')
  })
  return sign?.[0] ?? null
}
