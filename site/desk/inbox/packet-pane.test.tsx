// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ConversationDetail } from '#protocol'
import { chooseLanguage } from '../texts.ts'
import { packetShown, PacketPane } from './packet-pane.tsx'

const detail = (id: string) =>
  ({
    id,
    locale: 'en',
    state: 'active',
    question: 'Can I return it?',
    operator: null,
    visitor: { name: null, mail: null, verified: false, online: true },
    createdAt: '2026-11-27T05:00:00.000Z',
    rating: null,
    earlier: [],
    packet: {
      searches: [
        { text: 'return a tent', at: '2026-11-27T05:00:00.000Z', verdict: 'answer', results: 6 },
        { text: 'refund', at: '2026-11-27T05:00:00.000Z', verdict: 'suggest', results: 6 },
      ],
      read: [
        { answerId: 'ans_1', question: 'How to return', url: '/en/x', helped: false, reason: 'other_question' },
        { answerId: 'ans_2', question: 'Refunds', url: '/en/y', helped: false, reason: 'My card is closed' },
      ],
      page: null,
      product: null,
      draft: '',
      locale: 'en',
      timeZone: null,
    },
  }) as unknown as ConversationDetail

beforeEach(() => {
  chooseLanguage('en')
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ items: [] })))
})
afterEach(() => {
  cleanup()
  packetShown.value = false
  vi.unstubAllGlobals()
})
const shown = async (id = 'cnv_1') => {
  const rendered = render(<PacketPane detail={detail(id)} messages={[]} />)
  await act(async () => {
    packetShown.value = true
  })
  return rendered
}

describe('the packet as a sheet', () => {
  it('is closed by its own cross', async () => {
    await shown()
    await act(async () => void fireEvent.click(screen.getByRole('button', { name: 'Close' })))
    expect(packetShown.value).toBe(false)
  })

  it('is closed by Esc', async () => {
    await shown()
    await act(async () => void fireEvent.keyDown(window, { key: 'Escape' }))
    expect(packetShown.value).toBe(false)
  })

  it('is closed by a press beside it', async () => {
    const { container } = await shown()
    await act(async () => void fireEvent.click(container.querySelector('.packet-beside') as Element))
    expect(packetShown.value).toBe(false)
  })

  it('does not stay open over the next conversation', async () => {
    const { rerender } = await shown()
    await act(async () => void rerender(<PacketPane detail={detail('cnv_2')} messages={[]} />))
    expect(packetShown.value).toBe(false)
  })
})

describe('the packet', () => {
  it('says a reason of the panel in words, and a written one as it was written', async () => {
    await shown()
    expect(screen.getByText('about something else').tagName).toBe('SPAN')
    expect(screen.getByText('My card is closed').tagName).toBe('Q')
    expect(screen.queryByText('other_question')).toBeNull()
  })

  it('counts answers only where several were suggested', async () => {
    await shown()
    expect(screen.getByText('one answer shown')).toBeTruthy()
    expect(screen.getByText('6 answers suggested')).toBeTruthy()
  })
})
