import {
  type Arbitrary,
  array,
  assert,
  asyncProperty,
  constantFrom,
  integer,
  oneof,
  tuple,
  uint8Array,
} from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readBounce } from '../../server/mail/reading/bounce.ts'
import { readHead } from '../../server/mail/reading/letter-head.ts'
import { readLetter } from '../../server/mail/reading/read-letter.ts'
import { awkwardText, runs } from './runs.ts'

const CASES = 2_000
const OURS = { addresses: ['help@shop.example'], names: ['Shop'], texts: ['Заказ в пути.'] }
const HEADERS =
  'From,To,Cc,Subject,Message-ID,In-Reply-To,References,Date,Content-Type,Content-Transfer-Encoding,Content-Disposition,MIME-Version,Auto-Submitted,Return-Path,Reply-To,Sender,Precedence,X-Failed-Recipients'.split(
    ',',
  )
const VALUES = [
  ...[
    'Anna <anna@shop.example>',
    '"a\\"b" <a@b.example>',
    '<>',
    'a@b.example, c@d.example',
    '=?utf-8?B?0J/RgNC4?=',
    '=?x?q?=ZZ?=',
  ],
  ...[
    'text/plain; charset=utf-8',
    'text/html; charset=windows-1251',
    'multipart/alternative; boundary="b"',
    'multipart/mixed; boundary=',
  ],
  ...[
    'multipart/report; report-type=delivery-status; boundary=b',
    'message/rfc822',
    'message/delivery-status',
    'text/plain; charset=nonsense',
  ],
  ...[
    'base64',
    'quoted-printable',
    '7bit',
    '8bit',
    "attachment; filename*=utf-8''%D0%A",
    'inline',
    'auto-replied',
    'bulk',
    'Fri, 99 Nov 2026',
  ],
]
const BODIES = [
  ...[
    '--b',
    '--b--',
    'Content-Type: text/html',
    '<p>Да</p><blockquote>Нет</blockquote>',
    '> цитата',
    'On Fri, Anna wrote:',
  ],
  ...[
    '-----Original Message-----',
    'Final-Recipient: rfc822; a@b.example',
    'Action: failed',
    'Status: 5.1.1',
    '0JTQsA==',
    '=D0=',
    'From: x',
  ],
  ...[
    '27.11.2026 12:00, Анна пишет:',
    '<table><tr><td>'.repeat(50),
    '</div>'.repeat(50),
    '&#x110000;',
    'begin 644 a.txt',
  ],
]
const SEPARATORS = ['\r\n', '\n', '\r', '\r\n\r\n', '']

const line = oneof(
  tuple(constantFrom(...HEADERS), oneof(constantFrom(...VALUES), awkwardText)).map(
    ([name, value]) => `${name}: ${value}`,
  ),
  constantFrom(...BODIES),
  awkwardText,
)
/** Heads and parts of letters in any order, and bytes that belong to none. */
const letters: Arbitrary<Uint8Array> = tuple(
  array(tuple(line, constantFrom(...SEPARATORS)), { maxLength: 25 }),
  oneof(uint8Array({ maxLength: 40 }), constantFrom(new Uint8Array())),
  integer({ min: 0, max: 200 }),
).map(([lines, bytes, at]) => {
  const text = Buffer.from(lines.map(([words, end]) => words + end).join(''))
  return Uint8Array.from(Buffer.concat([text.subarray(0, at), bytes, text.subarray(at)]))
})

describe('letters nobody wrote', () => {
  it('are read or found empty, and none throws', async () => {
    await assert(
      asyncProperty(letters, async (raw) => {
        const head = readHead(raw)
        expect(head.recipients.every((address) => typeof address === 'string')).toBe(true)
        readBounce(raw)
        const { text, whole, files } = await readLetter(raw, OURS)
        expect([typeof text, typeof whole, Array.isArray(files)]).toEqual(['string', 'string', true])
      }),
      runs(CASES),
    )
  }, 3_600_000)
})
