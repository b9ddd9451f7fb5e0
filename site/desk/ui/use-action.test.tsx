// @vitest-environment happy-dom
import { act, cleanup, render, renderHook, screen, waitFor } from '@testing-library/preact'
import { afterEach, describe, expect, it } from 'vitest'
import type { RefusalCode } from '#protocol'
import { chooseLanguage } from '../texts.ts'
import { Toasts } from './toasts.tsx'
import { useAction } from './use-action.ts'

type Outcome = { ok: true; value: string } | { ok: false; code: RefusalCode; retryAfterMs?: number }

function deeds() {
  const done: { what: string; answer(outcome: Outcome): Promise<void> }[] = []
  const doing = (what: string) =>
    new Promise<Outcome>((resolve) => {
      done.push({ what, answer: (outcome) => act(async () => resolve(outcome)) })
    })
  return { done, doing }
}

afterEach(cleanup)

describe('useAction', () => {
  it('does one thing at a time: a second press is no second deed', async () => {
    const { done, doing } = deeds()
    const { result } = renderHook(() => useAction(doing))
    let first: unknown
    await act(async () => {
      void result.current.run('first').then((answered) => (first = answered))
      expect(await result.current.run('second')).toBeNull()
    })
    expect(done.map((each) => each.what)).toEqual(['first'])
    expect(result.current.busy).toBe(true)
    await done[0]?.answer({ ok: true, value: 'saved' })
    await waitFor(() => expect(first).toEqual({ ok: true, value: 'saved' }))
    expect(result.current.busy).toBe(false)
  })

  it('says what went wrong until the next try', async () => {
    chooseLanguage('en')
    const { done, doing } = deeds()
    const { result } = renderHook(() => useAction(doing))
    await act(async () => void result.current.run('first'))
    await done[0]?.answer({ ok: false, code: 'too_many', retryAfterMs: 3_000 })
    await waitFor(() => expect(result.current.problem).toContain('3'))
    await act(async () => void result.current.run('second'))
    expect(result.current.problem).toBeNull()
  })

  it('hands out the refusal itself, until the next try or another word', async () => {
    const { done, doing } = deeds()
    const { result } = renderHook(() => useAction(doing))
    await act(async () => void result.current.run('first'))
    await done[0]?.answer({ ok: false, code: 'conflict' })
    await waitFor(() => expect(result.current.refused?.code).toBe('conflict'))
    await act(async () => result.current.refuse('too short'))
    expect(result.current).toMatchObject({ refused: null, problem: 'too short' })
  })

  it('is free again after a fault', async () => {
    const { result } = renderHook(() => useAction(() => Promise.reject<Outcome>(new Error('broken'))))
    await act(async () => {
      await expect(result.current.run()).rejects.toThrow('broken')
    })
    expect(result.current.busy).toBe(false)
  })

  it('says it in passing where no place of the screen belongs to it', async () => {
    chooseLanguage('en')
    render(<Toasts />)
    const { result } = renderHook(() =>
      useAction(() => Promise.resolve<Outcome>({ ok: false, code: 'unavailable' }), { toast: true }),
    )
    await act(async () => void (await result.current.run()))
    expect(result.current.problem).toBeNull()
    expect(screen.getByRole('status').textContent).toMatch(/server/i)
  })
})
