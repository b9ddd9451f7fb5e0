import { describe, expect, it } from 'vitest'
import { type Action, actionFor, pressName } from './keys.ts'

const action = (id: string, keys: Action['keys'], rest: Partial<Action> = {}): Action => ({
  id,
  label: 'keys.next',
  place: 'keys.inbox',
  run: () => undefined,
  ...(keys ? { keys } : {}),
  ...rest,
})
const offered = [
  action('next', [{ code: 'KeyJ', alt: true }]),
  action('commands', [{ code: 'KeyK', ctrl: true }]),
  action('inbox', [{ code: 'KeyG' }, { code: 'KeyI' }]),
  action('write', [{ code: 'KeyR' }]),
  action('off', [{ code: 'KeyX', alt: true }], { enabled: () => false }),
]
const press = (code: string, rest: Partial<KeyboardEvent> & { tagName?: string } = {}) =>
  ({
    code,
    altKey: false,
    ctrlKey: false,
    metaKey: false,
    shiftKey: false,
    target: { tagName: rest.tagName ?? 'BODY' },
    ...rest,
  }) as unknown as KeyboardEvent
const found = (event: KeyboardEvent, at = 0) => actionFor(event, offered, at)?.id ?? null

describe('actionFor', () => {
  it('goes by the place of the key, so that the Russian layout means the same', () => {
    expect(found(press('KeyJ', { altKey: true, key: 'о' }))).toBe('next')
  })

  it('takes ⌘ for Ctrl', () => {
    expect([found(press('KeyK', { ctrlKey: true })), found(press('KeyK', { metaKey: true }))]).toEqual([
      'commands',
      'commands',
    ])
  })

  it('leaves plain letters to a field, but not presses with Alt', () => {
    expect(found(press('KeyR', { tagName: 'TEXTAREA' }))).toBeNull()
    expect(found(press('KeyR'))).toBe('write')
    expect(found(press('KeyJ', { altKey: true, tagName: 'TEXTAREA' }))).toBe('next')
  })

  it('takes two presses in a row, and forgets the first after a while', () => {
    expect([found(press('KeyG'), 0), found(press('KeyI'), 500)]).toEqual([null, 'inbox'])
    expect([found(press('KeyG'), 2_000), found(press('KeyI'), 9_000)]).toEqual([null, null])
  })

  it('does not run what is not possible now', () => {
    expect(found(press('KeyX', { altKey: true }))).toBeNull()
  })
})

describe('pressName', () => {
  it('writes a press and a sequence for a reader', () => {
    expect(pressName([{ code: 'KeyG' }, { code: 'KeyI' }])).toBe('G I')
    expect(pressName([{ code: 'Slash', shift: true }])).toBe('?')
    expect(pressName([{ code: 'KeyJ', alt: true }])).toMatch(/^(Alt\+|⌥)J$/)
  })
})
