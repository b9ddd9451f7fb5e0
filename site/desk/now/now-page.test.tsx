// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { NowFigures, NowOperator, ResponseFigures } from '#protocol'
import { now } from '../dates.ts'
import { aSummary, serverOf, sitsHere } from '../testing/a-conversation.ts'
import { settled } from '../testing/settled.ts'
import { chooseLanguage } from '../texts.ts'
import { NowPage } from './now-page.tsx'

const NOW = Date.parse('2026-11-27T10:00:00.000Z')
const minutesAgo = (minutes: number) => new Date(NOW - minutes * 60_000).toISOString()
const operator = (name: string, over: Partial<NowOperator> = {}): NowOperator => ({
  id: name,
  name,
  available: true,
  connected: true,
  active: 1,
  capacity: 4,
  setAwayBecause: null,
  lastSeenAt: null,
  skills: [],
  ...over,
})
const figures = (over: Partial<NowFigures> = {}): NowFigures => ({
  open: true,
  opensAt: null,
  waiting: 0,
  waitingSince: null,
  byMail: 0,
  late: 0,
  soon: 0,
  operators: [],
  groups: [],
  due: [],
  ...over,
})
const responses = (over: Partial<ResponseFigures> = {}): ResponseFigures => ({
  kind: 'first_response',
  count: 4,
  medianMs: 40_000,
  p90Ms: 220_000,
  targetMs: 300_000,
  withinTarget: 3,
  slowest: [],
  ...over,
})
const asked: { url: string; body: unknown }[] = []
const answers = (shown: unknown, items: ResponseFigures[] = []) =>
  vi.stubGlobal('fetch', serverOf({ '/desk/now': shown, '/desk/responses': { items } }, asked))
beforeEach(() => {
  chooseLanguage('en')
  sitsHere('lead')
  asked.length = 0
  now.value = NOW
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})
const open = () => settled(() => render(<NowPage />))
const words = (element: Element | null | undefined) => element?.textContent?.replace(/\s+/g, ' ').trim()
const heads = () => [...document.querySelectorAll<HTMLAnchorElement>('.figure')]
const rows = (list: string) => [...document.querySelectorAll(`${list} > li`)].map(words)

describe('the page of this minute', () => {
  it('counts who waits, who is late, who is here and what came by mail; each number leads to what it counts', async () => {
    answers(
      figures({
        waiting: 2,
        waitingSince: minutesAgo(3),
        late: 1,
        soon: 2,
        byMail: 5,
        operators: [operator('Kim'), operator('Ann', { active: 4 }), operator('Bob', { available: false })],
      }),
    )
    await open()
    expect(heads().map(words)).toEqual([
      '2 visitors in the queuelongest wait: 3 min',
      '1 waiting longer than promised2 more close to it',
      '2 operators availableroom for 3 more',
      '5 messages to answerthe reply is read later',
    ])
    expect(heads().map((each) => each.getAttribute('href'))).toEqual([
      '/desk/inbox/queue',
      '#now-late',
      '#now-here',
      '/desk/inbox/waiting',
    ])
    for (const id of ['now-late', 'now-here']) expect(document.getElementById(id)).toBeTruthy()
  })

  it('says of nobody that they are answered in time where everybody is late', async () => {
    const more = async (over: Parameters<typeof figures>[0]) => {
      cleanup()
      answers(figures(over))
      await open()
      return words(heads()[1]?.querySelector('.soft'))
    }
    expect(await more({ waiting: 62, late: 62 })).toBe('nobody else is waiting')
    expect(await more({ waiting: 62, late: 62, byMail: 1 })).toBe('everyone else is on time')
    expect(await more({ waiting: 0, late: 0 })).toBe('everyone else is on time')
  })

  it('warns where nobody is here, but not when the shop is closed, and says that it is', async () => {
    answers(figures())
    await open()
    expect(heads()[2]?.className).toContain('figure-bad')
    expect(screen.queryByText('closed now')).toBeNull()
    cleanup()
    answers(figures({ open: false }))
    await open()
    expect(heads()[2]?.className).not.toContain('figure-bad')
    expect(screen.getByText('closed now')).toBeTruthy()
  })

  it('lists who needs a reply with who has them, and says how many more there are', async () => {
    answers(
      figures({
        late: 3,
        soon: 1,
        due: [
          aSummary({ id: 'cnv_q', state: 'queued', operator: null, question: 'Where is it?' }),
          aSummary({ id: 'cnv_a', question: 'Is it waterproof?' }),
          aSummary({ id: 'cnv_w', state: 'waiting', operator: null, question: 'Ist das da?' }),
        ],
      }),
    )
    await open()
    expect(rows('.late')).toEqual([
      'Where is it?in the queue',
      'Is it waterproof?Olga',
      'Ist das da?nobody has taken it',
    ])
    expect(screen.getByRole('link', { name: 'Where is it?' }).getAttribute('href')).toBe('/desk/inbox/queue/cnv_q')
    expect(screen.getByRole('link', { name: 'Is it waterproof?' }).getAttribute('href')).toBe('/desk/inbox/mine/cnv_a')
    expect(words(document.querySelector('#now-late > p'))).toMatch(/\b1\b/)
  })

  it('shows who can take something first, and of the others why they do not', async () => {
    answers(
      figures({
        operators: [
          operator('Zoe', { connected: false, lastSeenAt: minutesAgo(20) }),
          operator('Yan', { connected: false }),
          operator('Cat', { available: false, setAwayBecause: 'offer_unanswered' }),
          operator('Bob', { available: false }),
          operator('Ann', { active: 4 }),
          operator('Kim'),
        ],
      }),
    )
    await open()
    expect(rows('.here')).toEqual([
      expect.stringMatching(/^Annavailable, but full.*4 of 4/),
      expect.stringMatching(/^Kimavailable.*1 of 4/),
      expect.stringMatching(/^Bobaway/),
      expect.stringMatching(/^Catset to away: didn’t respond to an offer/),
      expect.stringMatching(/^Yan/),
      expect.stringMatching(/^Zoenot connected, 20 min/),
    ])
  })

  it('says of a group how long one more would wait, and why that is not known', async () => {
    const group = { active: 1, waiting: 0, waitingSince: null, available: 1, free: 2, expectedWaitMs: null }
    answers(
      figures({
        groups: [
          { ...group, name: 'sizes', expectedWaitMs: 120_000, waiting: 2, waitingSince: minutesAgo(4) },
          { ...group, name: 'delivery', expectedWaitMs: 0 },
          { ...group, name: 'repairs', available: 0 },
          { ...group, name: 'returns' },
        ],
      }),
    )
    await open()
    const row = (name: string) => words(screen.getByRole('rowheader', { name }).parentElement)
    expect(row('sizes')).toMatch(/longest 4 min.*2 min$/)
    expect(row('delivery')).toMatch(/none$/)
    expect(row('repairs')).toMatch(/nobody from it is here: others will be asked$/)
    expect(row('returns')).toMatch(/not known yet$/)
  })

  it('reads again when one comes back to the tab, and keeps what it showed when that fails', async () => {
    answers(figures({ waiting: 2 }))
    await open()
    vi.stubGlobal('fetch', async () => Response.json({ code: 'unavailable', message: '' }, { status: 503 }))
    await settled(() => document.dispatchEvent(new Event('visibilitychange')))
    expect(document.querySelector('.banner-bad')?.textContent).toBeTruthy()
    expect(words(heads()[0])).toMatch(/^2 visitors/)
    answers(figures({ waiting: 3 }))
    await settled(() => document.dispatchEvent(new Event('visibilitychange')))
    expect(document.querySelector('.banner-bad')).toBeNull()
    expect(words(heads()[0])).toMatch(/^3 visitors/)
  })
})

describe('how fast the shop answers', () => {
  it('stands in times and in the share that kept the promise, and leads to the slowest', async () => {
    const slow = {
      conversation: 'cnv_9',
      question: 'Where is it?',
      operator: 'Kim',
      openMs: 600_000,
      at: minutesAgo(60),
    }
    answers(figures(), [responses({ slowest: [slow] }), responses({ kind: 'solving', targetMs: null })])
    await open()
    expect(rows('.responses')[0]).toMatch(/40 s typically.*3 min 40 s.*75% on time \(5 min\)/)
    expect(rows('.responses')[1]).toMatch(/4 times/)
    const link = within(document.querySelector('.responses') as HTMLElement).getByRole('link', { hidden: true })
    expect(link.getAttribute('href')).toBe('/desk/inbox/solved/cnv_9')
    expect(words(link.parentElement)).toContain('Kim')
  })

  it('is asked for another period', async () => {
    answers(figures(), [responses()])
    await open()
    await settled(() => fireEvent.click(screen.getByRole('radio', { name: /^28/ })))
    expect(asked.filter(({ url }) => url.includes('/responses')).map(({ url }) => url)).toEqual([
      '/api/desk/responses?days=7',
      '/api/desk/responses?days=28',
    ])
  })

  it('says that nobody was answered instead of showing noughts', async () => {
    answers(figures(), [responses({ count: 0, medianMs: null, p90Ms: null })])
    await open()
    expect(screen.getByText('Nobody was answered in this period.')).toBeTruthy()
    expect(document.querySelector('.responses')).toBeNull()
  })
})
