// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { chooseLanguage } from '../texts.ts'
import { serverOf } from '../testing/a-conversation.ts'
import { isUnnamed, NamePage } from './name-page.tsx'
import type { Me } from './session.ts'

const admin: Me = { id: 'p_1', name: 'admin', mail: 'admin@shop.test', role: 'admin', totp: false }
beforeEach(() => {
  localStorage.clear()
  chooseLanguage('en')
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})
const nameIt = async (name: string) => {
  const field = screen.getByLabelText('Your name')
  await act(async () => void fireEvent.input(field, { target: { value: name } }))
  await act(async () => void fireEvent.submit(document.querySelector('form') as HTMLFormElement))
}

const onNamed = vi.fn(async () => {})

describe('the name of whoever was made by a setting', () => {
  it('is asked for as long as it is the beginning of their address', () => {
    expect(isUnnamed(admin)).toBe(true)
    expect(isUnnamed({ ...admin, name: 'Anna' })).toBe(false)
  })
  it('keeps what was written, and says why, where it cannot be stored', async () => {
    vi.stubGlobal(
      'fetch',
      serverOf({ '/desk/me': Response.json({ code: 'unavailable', message: '' }, { status: 503 }) }),
    )
    render(<NamePage person={admin} onNamed={onNamed} />)
    expect(screen.getByText(/they see “admin”/)).toBeTruthy()
    await nameIt('Anna')
    await waitFor(() => expect(document.querySelector('.banner-bad')?.textContent).toBeTruthy())
    expect(screen.getByLabelText<HTMLInputElement>('Your name').value).toBe('Anna')
    expect([isUnnamed(admin), onNamed.mock.calls]).toEqual([true, []])
  })
  it('is not asked for again once it was chosen, whatever it is', async () => {
    vi.stubGlobal('fetch', serverOf({ '/desk/me': { name: 'admin' } }))
    render(<NamePage person={admin} onNamed={onNamed} />)
    await nameIt('admin')
    await waitFor(() => expect(onNamed).toHaveBeenCalledOnce())
    expect(isUnnamed(admin)).toBe(false)
  })
})
