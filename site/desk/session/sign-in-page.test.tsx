// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { serverOf } from '../testing/a-conversation.ts'
import { chooseLanguage } from '../texts.ts'
import { session } from './session.ts'
import { SignInPage } from './sign-in-page.tsx'

const refusal = (code: string) => Response.json({ code, message: '' }, { status: 401 })
const answers = (over: Record<string, unknown>) => vi.stubGlobal('fetch', serverOf(over))
beforeEach(() => {
  chooseLanguage('en')
  session.value = { state: 'out' }
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})
const field = (label: string | RegExp) => screen.getByLabelText<HTMLInputElement>(label)
const write = (label: string, value: string) =>
  act(async () => void fireEvent.input(field(label), { target: { value } }))
const submit = () => act(async () => void fireEvent.submit(document.querySelector('form') as HTMLFormElement))
const problem = () => document.querySelector('.banner-bad')?.textContent
async function signIn() {
  render(<SignInPage />)
  await write('Email', 'olga@shop.test')
  await write('Password', 'a long sentence')
  await submit()
}

describe('signing in', () => {
  it('keeps the address and says what is wrong', async () => {
    answers({ '/auth/sign-in/email': refusal('invalid_email_or_password') })
    await signIn()
    await waitFor(() => expect(problem()).toMatch(/email|password/i))
    expect(field('Email').value).toBe('olga@shop.test')
  })

  it('says why the session before is over', () => {
    session.value = { state: 'out', why: 'ended' }
    render(<SignInPage />)
    expect(document.querySelector('.banner-warn')?.textContent).toBeTruthy()
  })

  it('asks for the code, and calls a wrong one so', async () => {
    answers({
      '/auth/sign-in/email': { twoFactorRedirect: true },
      '/auth/two-factor/verify-totp': refusal('wrong_code'),
    })
    await signIn()
    await waitFor(() => expect(screen.getByRole('heading').textContent).toBe('One-time code'))
    await write('Six digits', '123 456')
    await submit()
    await waitFor(() => expect(problem()).toMatch(/code isn’t right/))
    expect(field('Six digits').value).toBe('123 456')
  })

  it('begins anew when the first step is too long ago', async () => {
    answers({
      '/auth/sign-in/email': { twoFactorRedirect: true },
      '/auth/two-factor/verify-totp': refusal('second_step_expired'),
    })
    await signIn()
    await waitFor(() => expect(screen.getByRole('heading').textContent).toBe('One-time code'))
    await write('Six digits', '123456')
    await submit()
    await waitFor(() => expect(field('Password')).toBeTruthy())
    expect(problem()).toMatch(/took too long/)
  })
})
