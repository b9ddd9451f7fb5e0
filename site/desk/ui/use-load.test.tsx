// @vitest-environment happy-dom
import { act, cleanup, renderHook, waitFor } from '@testing-library/preact'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Answered } from '../api.ts'
import { chooseLanguage } from '../texts.ts'
import { useLoad } from './use-load.ts'

/** Readings that answer when the test says so. */
function readings() {
  const asked: { of: string; stop: AbortSignal; answer(outcome: Answered<string>): Promise<void> }[] = []
  const load = (of: string) => (stop: AbortSignal) =>
    new Promise<Answered<string>>((resolve) => {
      asked.push({ of, stop, answer: (outcome) => act(async () => resolve(outcome)) })
    })
  return { asked, load }
}
const good = (value: string): Answered<string> => ({ ok: true, value })
const refused: Answered<string> = { ok: false, problem: { status: 0, code: 'unreachable', message: '' } }

afterEach(cleanup)

describe('useLoad', () => {
  it('shows what was read, and keeps it while it is read again', async () => {
    const { asked, load } = readings()
    const { result } = renderHook(() => useLoad(load('one'), []))
    expect(result.current).toMatchObject({ value: null, busy: true, problem: null })
    await asked[0]?.answer(good('first'))
    expect(result.current).toMatchObject({ value: 'first', busy: false })
    await act(() => result.current.again())
    expect(result.current).toMatchObject({ value: 'first', busy: true })
    await asked[1]?.answer(good('second'))
    expect(result.current.value).toBe('second')
  })

  it('believes only the newest reading, in whatever order the answers come', async () => {
    const { asked, load } = readings()
    const { result, rerender } = renderHook(({ of }: { of: string }) => useLoad(load(of), [of]), {
      initialProps: { of: 'one' },
    })
    rerender({ of: 'two' })
    expect(asked.map((each) => [each.of, each.stop.aborted])).toEqual([
      ['one', true],
      ['two', false],
    ])
    await asked[1]?.answer(good('two'))
    await asked[0]?.answer(good('one'))
    expect(result.current).toMatchObject({ value: 'two', busy: false })
  })

  it('gives up what is under way when its component goes', () => {
    const { asked, load } = readings()
    const { unmount } = renderHook(() => useLoad(load('one'), []))
    unmount()
    expect(asked[0]?.stop.aborted).toBe(true)
  })

  it('words a refusal, keeps what was shown, and is well again after another try', async () => {
    chooseLanguage('en')
    const { asked, load } = readings()
    const { result } = renderHook(() => useLoad(load('one'), []))
    await asked[0]?.answer(good('first'))
    await act(() => result.current.again())
    await asked[1]?.answer(refused)
    expect(result.current.value).toBe('first')
    expect(result.current.problem).toMatch(/server/i)
    expect(result.current.refused?.code).toBe('unreachable')
    await act(() => result.current.again())
    await asked[2]?.answer(good('third'))
    expect(result.current).toMatchObject({ value: 'third', problem: null, refused: null })
  })

  it('shows what was changed here, made of what is shown by then', async () => {
    const { asked, load } = readings()
    const { result } = renderHook(() => useLoad(load('one'), []))
    await asked[0]?.answer(good('first'))
    await act(() => {
      result.current.put((shown) => `${shown}, then`)
      result.current.put((shown) => `${shown} another`)
    })
    expect(result.current.value).toBe('first, then another')
  })

  it('waits for somebody who types, and reads once', async () => {
    const { asked, load } = readings()
    const { rerender } = renderHook(({ of }: { of: string }) => useLoad(load(of), [of], { pauseMs: 20 }), {
      initialProps: { of: 'o' },
    })
    rerender({ of: 'on' })
    rerender({ of: 'one' })
    await waitFor(() => expect(asked.map((each) => each.of)).toEqual(['one']))
  })

  it('reads nothing while there is nothing to read, and begins when there is', async () => {
    const load = vi.fn(() => Promise.resolve(good('read')))
    const { result, rerender } = renderHook(({ ready }: { ready: boolean }) => useLoad(ready ? load : null, []), {
      initialProps: { ready: false },
    })
    expect(load).not.toHaveBeenCalled()
    rerender({ ready: true })
    await waitFor(() => expect(result.current.value).toBe('read'))
  })
})
