// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { now } from '../dates.ts'
import { hearOffer, offers, summaries } from '../inbox/heard.ts'
import { aSummary, sitsHere } from '../testing/a-conversation.ts'
import { chooseLanguage } from '../texts.ts'
import { AskDesktop } from './ask-desktop.tsx'
import { AttentionPart } from './attention-part.tsx'
import { askAfterSwitch, asks, leave, leaveOf } from './desktop.ts'
import { attention, isQuiet, readAttention, setAttention, setWay, usual } from './preferences.ts'
import { startAttention } from './watching.ts'

/** What the browser was told to show and to play: its two doors to a person, which no test has. */
const shown: { title: string; body?: string | undefined; tag?: string | undefined }[] = []
let tones = 0
class Shown {
  static permission: NotificationPermission = 'default'
  static async requestPermission() {
    Shown.permission = 'granted'
    return Shown.permission
  }
  onclick: (() => void) | null = null
  constructor(title: string, { body, tag }: NotificationOptions) {
    shown.push({ title, body, tag })
  }
  close() {}
}
class Played {
  currentTime = 0
  destination = {}
  constructor() {
    tones += 1
  }
  createGain = () => ({
    connect: () => ({}),
    gain: { setValueAtTime: () => {}, exponentialRampToValueAtTime: () => {} },
  })
  createOscillator = () => ({ frequency: { value: 0 }, connect: () => {}, start: () => {}, stop: () => {} })
  close = async () => {}
}

let looks = false
vi.stubGlobal('Notification', Shown)
vi.stubGlobal('AudioContext', Played)
document.hasFocus = () => looks
startAttention()

const ME = 'p_olga'
let n = 0
const offer = (question = 'Where is my parcel?') =>
  act(async () => {
    const until = '2026-11-27T05:00:20.000Z'
    const id = `cnv_${(n += 1)}`
    const conversation = aSummary({
      id,
      question,
      state: 'queued',
      operator: null,
      offeredTo: { id: ME, until },
    })
    hearOffer(conversation, 20_000, ME)
  })

beforeEach(() => {
  localStorage.clear()
  chooseLanguage('en')
  sitsHere()
  now.value = Date.now()
  summaries.value = new Map()
  offers.value = new Map()
  attention.value = usual(false)
  Shown.permission = 'default'
  leave.value = leaveOf()
  asks.value = false
  looks = false
  shown.length = 0
  tones = 0
})
afterEach(cleanup)

describe('what calls a person', () => {
  it('is nothing before they asked for it', async () => {
    await offer()
    expect(tones).toBe(0)
    expect(shown).toEqual([])
  })

  it('is a sound where they chose one, once for one offer', async () => {
    setWay('offer', 'sound', true)
    await offer()
    await act(async () => {
      now.value += 1_000
    })
    expect(tones).toBe(1)
  })

  it('is said again while it waits, and stops with the offer', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    try {
      setWay('offer', 'sound', true)
      setWay('offer', 'repeat', true)
      await offer()
      vi.advanceTimersByTime(10_000)
      expect(tones).toBe(3)
      offers.value = new Map()
      vi.advanceTimersByTime(60_000)
      expect(tones).toBe(3)
    } finally {
      vi.useRealTimers()
    }
  })

  it('is a notification where nobody looks at the desk, without the visitor’s words unless they were chosen', async () => {
    Shown.permission = 'granted'
    setAttention({ desktop: true })
    await offer('My number is 12')
    await waitFor(() => expect(shown).toHaveLength(1))
    expect(JSON.stringify(shown)).not.toContain('number')
    setAttention({ words: true })
    await offer('My number is 12')
    await waitFor(() => expect(shown.at(-1)?.body).toBe('My number is 12'))
  })

  it('is no notification while the desk is looked at, nor within quiet hours', async () => {
    Shown.permission = 'granted'
    setAttention({ desktop: true })
    setWay('offer', 'sound', true)
    looks = true
    await offer()
    expect(tones).toBe(1)
    looks = false
    const hour = (plus: number) => `${String((new Date().getHours() + plus + 24) % 24).padStart(2, '0')}:00`
    setAttention({ quiet: { on: true, from: hour(-1), to: hour(2) } })
    await offer()
    await new Promise((resolve) => setTimeout(resolve))
    expect(tones).toBe(1)
    expect(shown).toEqual([])
  })
})

describe('quiet hours', () => {
  const at = (time: string) => new Date(`2026-11-28T${time}:00`)
  it('reach over midnight, begin with their first minute and end before their last', () => {
    const night = { on: true, from: '22:00', to: '08:00' }
    expect(['21:59', '22:00', '03:00', '07:59', '08:00'].map((time) => isQuiet(night, at(time)))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ])
    expect(isQuiet({ on: true, from: '13:00', to: '14:00' }, at('13:30'))).toBe(true)
    expect(isQuiet({ on: true, from: '13:00', to: '13:00' }, at('13:00'))).toBe(false)
    expect(isQuiet({ ...night, on: false }, at('23:00'))).toBe(false)
  })
})

describe('what is kept', () => {
  it('is read field by field, whatever stands there, and the old sound of offers is taken over', () => {
    const before = usual(true)
    expect(before.ways.offer.sound).toBe(true)
    for (const nonsense of [null, 3, 'x', [], { ways: 1, quiet: 'x' }, { quiet: { from: '99:99' } }])
      expect(readAttention(nonsense, before)).toEqual(before)
    expect(readAttention({ ways: { message: { sound: true } } }, before).ways.message).toEqual({
      ...before.ways.message,
      sound: true,
    })
  })
})

describe('the question under the switch', () => {
  it('comes once conversations are taken, asks the browser, and is not asked again', async () => {
    render(<AskDesktop />)
    expect(screen.queryByRole('status')).toBeNull()
    await act(async () => askAfterSwitch(true))
    await act(async () => void fireEvent.click(screen.getByRole('button', { name: 'Show' })))
    await waitFor(() => expect(attention.value.desktop).toBe(true))
    await act(async () => askAfterSwitch(true))
    expect(screen.queryByRole('status')).toBeNull()
  })

  it('is not asked again after "not now"', async () => {
    render(<AskDesktop />)
    await act(async () => askAfterSwitch(true))
    await act(async () => void fireEvent.click(screen.getByRole('button', { name: 'Not now' })))
    await act(async () => askAfterSwitch(true))
    expect(screen.queryByRole('status')).toBeNull()
    expect(attention.value.desktop).toBe(false)
  })
})

describe('the card of the account', () => {
  it('lets a repeat wait for its sound, and a notification for the browser’s leave', async () => {
    render(<AttentionPart />)
    const box = (name: string) => screen.getByRole<HTMLInputElement>('checkbox', { name })
    const offered = 'A conversation is offered to you'
    expect(box(`${offered}: Repeat`).disabled).toBe(true)
    expect(box(`${offered}: Notification`).disabled).toBe(true)
    await act(async () => void fireEvent.click(box(`${offered}: Sound`)))
    expect(box(`${offered}: Repeat`).disabled).toBe(false)
    await act(async () => void fireEvent.click(box('Notifications on this computer')))
    await waitFor(() => expect(box(`${offered}: Notification`).checked).toBe(true))
    await act(async () => void fireEvent.click(box('Quiet hours')))
    await act(async () => void fireEvent.change(screen.getByLabelText('From'), { target: { value: '20:00' } }))
    expect(attention.value.quiet).toEqual({ on: true, from: '20:00', to: '08:00' })
  })

  it('says what to do where the browser refuses', () => {
    Shown.permission = 'denied'
    leave.value = leaveOf()
    render(<AttentionPart />)
    expect(screen.getByText(/site settings/)).toBeTruthy()
  })
})
