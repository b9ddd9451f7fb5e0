// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { aDetail, aMessage, anAnswer, serverOf, sitsHere } from '../../testing/a-conversation.ts'
import { aLine } from '../../testing/a-line.ts'
import { settled } from '../../testing/settled.ts'
import { chooseLanguage } from '../../texts.ts'
import { Toasts } from '../../ui/toasts.tsx'
import { SolveDialog } from './solve-dialog.tsx'

const hit = (id: string, question: string, audience = 'public') => ({ id, question, audience })
const closed = vi.fn()
const asked: { url: string; body: unknown }[] = []
let line = aLine()
function answers(over: Record<string, unknown> = {}): void {
  vi.stubGlobal(
    'fetch',
    serverOf(
      {
        '/answers/ans_boots': { answer: anAnswer() },
        '/answers/ans_hello': { answer: anAnswer({ id: 'ans_hello', question: 'A greeting', audience: 'operators' }) },
        '/desk/match': { verdict: 'escalate', hits: [hit('ans_other', 'Something else')] },
        ...over,
      },
      asked,
    ),
  )
}
beforeEach(() => {
  chooseLanguage('en')
  sitsHere()
  asked.length = 0
  closed.mockReset()
  answers()
  line = aLine({ 'conversation:solve': { ok: true, conversation: aDetail({ state: 'solved', rev: 2 }) } })
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})
const inserted = (id: string, over = {}) => aMessage({ template: { id, edited: false }, ...over })
async function open(messages = [inserted('ans_boots')], detail = aDetail()): Promise<void> {
  render(
    <>
      <SolveDialog detail={detail} messages={messages} onClose={closed} />
      <Toasts />
    </>,
  )
  await settled(() => vi.waitFor(() => expect(asked.some(({ url }) => url.includes('/desk/match'))).toBe(true)))
}
const choices = () =>
  screen
    .getAllByRole<HTMLInputElement>('radio')
    .map((each) => `${each.checked ? '● ' : ''}${each.labels?.[0]?.textContent?.replace(/\u00a0/g, ' ')}`)
const press = (name: string) => settled(() => fireEvent.click(screen.getByRole('button', { name })))
const choose = (name: RegExp) => settled(() => fireEvent.click(screen.getByRole('radio', { name })))

describe('the solve dialog', () => {
  it('proposes the answer that was inserted, and says that it was', async () => {
    await open()
    await waitFor(() => expect(choices()[0]).toBe('● Can I return boots?you inserted it'))
    await press('Solve')
    expect(line.of('conversation:solve')).toEqual([{ conversationId: 'cnv_1', answerId: 'ans_boots' }])
    expect(closed).toHaveBeenCalled()
    expect(screen.getByText('Solved.')).toBeTruthy()
  })

  it('takes no greeting for what solved it, nor a message that was deleted', async () => {
    await open([inserted('ans_hello'), inserted('ans_boots', { deletedAt: '2026-11-27T05:01:00.000Z' })])
    await settled(() => vi.waitFor(() => expect(asked.some(({ url }) => url.endsWith('ans_hello'))).toBe(true)))
    expect(asked.some(({ url }) => url.endsWith('ans_boots'))).toBe(false)
    expect(choices()).toEqual([expect.stringMatching(/doesn’t have an answer/), '● Neither: no answer needed'])
    await screen.findByText('Nothing in the library fits.')
  })

  it('says nothing of the library where nothing was chosen', async () => {
    await open([])
    await press('Solve')
    expect(line.of('conversation:solve')).toEqual([{ conversationId: 'cnv_1' }])
  })

  it('tells the library that it lacks an answer', async () => {
    await open()
    await choose(/doesn’t\s+have\s+an\s+answer/)
    await press('Solve')
    expect(line.of('conversation:solve')).toEqual([{ conversationId: 'cnv_1', libraryLacksAnswer: true }])
  })

  it('offers what the visitor read, but for what did not help', async () => {
    const read = [
      { answerId: 'ans_a', question: 'How long do I have?', url: '', helped: null },
      { answerId: 'ans_b', question: 'What does it cost?', url: '', helped: false },
    ]
    await open([], aDetail({ packet: { ...aDetail().packet, read } }))
    expect(choices()[0]).toBe('How long do I have?')
    expect(choices().join()).not.toContain('What does it cost?')
  })

  it('finds another answer by words, and none that only operators see', async () => {
    answers({ '/desk/match': { verdict: 'suggest', hits: [hit('ans_x', 'Sizes'), hit('ans_y', 'Hush', 'operators')] } })
    await open([])
    await settled(() => fireEvent.input(screen.getByRole('searchbox'), { target: { value: 'size' } }))
    await waitFor(() => expect(asked.some(({ url }) => url.includes('q=size&'))).toBe(true))
    await choose(/^Sizes/)
    expect(choices().join()).not.toContain('Hush')
    await press('Solve')
    expect(line.of('conversation:solve')).toEqual([{ conversationId: 'cnv_1', answerId: 'ans_x' }])
  })

  it('stays open and says why where it is refused', async () => {
    line.answers['conversation:solve'] = { ok: false, code: 'closed' }
    await open()
    await press('Solve')
    expect(screen.getByText(/solved/i, { selector: '.banner-bad *' })).toBeTruthy()
    expect(closed).not.toHaveBeenCalled()
  })

  it('says that nobody answered when the line is dead, and can be tried again', async () => {
    line.answers['conversation:solve'] = null
    await open([])
    await press('Solve')
    expect(screen.getByText('The server didn’t respond. Try again.')).toBeTruthy()
    line.answers['conversation:solve'] = { ok: true, conversation: aDetail({ state: 'solved', rev: 2 }) }
    await press('Solve')
    expect(closed).toHaveBeenCalled()
  })

  it('goes on to the promotion of what was solved', async () => {
    await open()
    await press('Solve and promote')
    expect(line.of('conversation:solve')).toHaveLength(1)
    expect(asked.at(-1)).toMatchObject({
      url: expect.stringMatching(/promotions\/prepare$/),
      body: { conversationId: 'cnv_1' },
    })
    expect(closed).not.toHaveBeenCalled()
  })
})
