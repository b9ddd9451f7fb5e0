// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { chooseLanguage } from '../texts.ts'
import { TryPart } from './try-part.tsx'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const found = (meaning: { text: string; at?: string }) => ({
  verdict: 'suggest',
  confidence: 0.4,
  repaired: [],
  degraded: false,
  because: { words: [], meaning },
  hits: [{ id: 'ans_1', question: 'When will I get my refund?', excerpt: 'It takes ten days.' }],
})

/** What the desk says of a question that shares no word with the answer. */
async function saidOf(meaning: { text: string; at?: string }, language: 'en' | 'ru'): Promise<string> {
  chooseLanguage(language)
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json(found(meaning))))
  const { container } = render(<TryPart />)
  fireEvent.input(container.querySelector('.try-input')!, { target: { value: 'give me the cash' } })
  await screen.findByRole('link', { name: 'When will I get my refund?' }, { timeout: 30_000 })
  return container.querySelector('.because')!.textContent!.replace(/\s/g, ' ')
}

describe('a question tried at the desk', () => {
  it.each([
    ['en', 'By meaning, close to “money back” from May 12, 2026'],
    ['ru', 'По смыслу, близко к «money back», 12 мая 2026 г.'],
  ] as const)('says near which phrasing of which day an answer was found by meaning (%s)', async (language, said) => {
    expect(await saidOf({ text: 'money back', at: '2026-05-12T09:00:00.000Z' }, language)).toBe(said)
  })

  it('names the text alone where it is no phrasing of a day', async () => {
    expect(await saidOf({ text: 'When will I get my refund?' }, 'en')).toBe(
      'By meaning, close to “When will I get my refund?”',
    )
  })
})
