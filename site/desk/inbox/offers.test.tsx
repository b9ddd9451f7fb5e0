// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { now } from '../dates.ts'
import { aSummary, sitsHere } from '../testing/a-conversation.ts'
import { chooseLanguage } from '../texts.ts'
import { Toasts } from '../ui/toasts.tsx'
import { hearChanged, hearOffer, offers, summaries } from './heard.ts'
import { OfferCards } from './offers.tsx'

const ME = 'p_olga'
const offered = (id: string, question: string, rev = 1) =>
  aSummary({
    id,
    question,
    rev,
    state: 'queued',
    operator: null,
    offeredTo: { id: ME, until: '2026-11-27T05:00:20.000Z' },
  })
beforeEach(() => {
  chooseLanguage('en')
  sitsHere()
  now.value = Date.now()
  summaries.value = new Map()
  offers.value = new Map()
  render(
    <>
      <OfferCards />
      <Toasts />
    </>,
  )
})
afterEach(cleanup)
const offer = (id: string, question: string) => act(async () => hearOffer(offered(id, question), 20_000, ME))

describe('the offers', () => {
  it('show the question and the seconds left, and nothing while there are none', async () => {
    expect(screen.queryByRole('article')).toBeNull()
    await offer('cnv_a', 'Where is my parcel?')
    expect(screen.getByText('Where is my parcel?')).toBeTruthy()
    expect(document.querySelector('.offer-left')?.textContent).toMatch(/\b(19|20)\b/)
  })

  it('go when their time is over', async () => {
    await offer('cnv_b', 'Where is my parcel?')
    await act(async () => {
      now.value = Date.now() + 21_000
    })
    expect(screen.queryByRole('article')).toBeNull()
  })

  it('go when a colleague has taken it', async () => {
    await offer('cnv_c', 'Where is my parcel?')
    await act(async () => hearChanged({ ...offered('cnv_c', 'Where is my parcel?', 2), offeredTo: null }, ME))
    expect(screen.queryByRole('article')).toBeNull()
  })

  it('go at once when they are declined, and say so where the server does not hear it', async () => {
    await offer('cnv_d', 'Where is my parcel?')
    await act(async () => void fireEvent.click(screen.getByRole('button', { name: 'Decline' })))
    await waitFor(() => expect(screen.queryByRole('article')).toBeNull())
    await waitFor(() => expect(document.querySelector('.toast-bad')?.textContent).toBeTruthy())
  })

  it('say why, when what is accepted could not be had', async () => {
    await offer('cnv_e', 'Where is my parcel?')
    await act(async () => void fireEvent.click(screen.getByRole('button', { name: 'Accept' })))
    await waitFor(() => expect(screen.queryByRole('article')).toBeNull())
    await waitFor(() => expect(document.querySelector('.toast-bad')?.textContent).toBeTruthy())
  })

  it('stand one under another, each with its own buttons', async () => {
    await offer('cnv_f', 'First question')
    await offer('cnv_g', 'Second question')
    expect(screen.getAllByRole('article')).toHaveLength(2)
    expect(screen.getAllByRole('button', { name: 'Accept' })).toHaveLength(2)
  })
})
