// @vitest-environment happy-dom
import { cleanup, render } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { aSummary, sitsHere } from '../../testing/a-conversation.ts'
import { chooseLanguage } from '../../texts.ts'
import { Row } from './conversation-row.tsx'
import type { Matched } from './conversations.ts'

beforeEach(() => {
  chooseLanguage('en')
  sitsHere()
})
afterEach(cleanup)

const last = { author: 'operator' as const, text: 'On its way', at: '2026-11-27T05:01:00.000Z' }
const row = (over: Parameters<typeof aSummary>[0] = {}, match?: Matched) =>
  render(<Row conversation={aSummary(over)} view="mine" open={false} match={match} />).container

describe('a row of a list', () => {
  it('says whose the last words are: "You" only of one’s own conversation', () => {
    expect(row({ lastMessage: last }).querySelector('.row-last')?.textContent).toBe('You: On its way')
    const other = row({ lastMessage: last, operator: { id: 'p_ivan', name: 'Ivan' } })
    expect(other.querySelector('.row-last')?.textContent).toBe('Ivan: On its way')
  })

  it('repeats no question that is the last message', () =>
    expect(
      row({ lastMessage: { ...last, author: 'visitor', text: 'Can I return boots?' } }).querySelector('.row-last'),
    ).toBeNull())

  it('shows in a search what of it was found, marked', () => {
    const found = row(
      { lastMessage: last },
      { where: 'note', author: 'operator', authorName: 'Ivan', text: 'Left at the Depot', words: ['depot'] },
    )
    expect(found.querySelector('.row-found')?.textContent).toBe('Note, Ivan: Left at the Depot')
    expect([...found.querySelectorAll('mark')].map((each) => each.textContent)).toEqual(['Depot'])
  })

  it('marks a question and a name where they were found', () => {
    const found = row({}, { where: 'question', author: null, authorName: null, text: '', words: ['kat', 'boot'] })
    expect([...found.querySelectorAll('mark')].map((each) => each.textContent)).toEqual(['Kate', 'boots'])
    expect(found.querySelector('.row-found')).toBeNull()
  })
})
