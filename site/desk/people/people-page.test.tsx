// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { serverOf, sitsHere } from '../testing/a-conversation.ts'
import { chooseLanguage } from '../texts.ts'
import { Toasts } from '../ui/toasts.tsx'
import { PeoplePage } from './people-page.tsx'

const person = (id: string, name: string, over: object = {}) => ({
  id,
  name,
  mail: `${id}@shop.test`,
  role: 'operator',
  totp: false,
  disabled: false,
  capacity: 4,
  lastSeenAt: null,
  languages: [],
  skills: [],
  ...over,
})
const refusal = (code: string, more: object = {}, status = 422) =>
  Response.json({ code, message: '', refused: { code, ...more } }, { status })
const asked: { url: string; body: unknown }[] = []
const answers = (over: Record<string, unknown> = {}) =>
  vi.stubGlobal(
    'fetch',
    serverOf(
      {
        '/desk/people': { items: [person('p_olga', 'Olga', { role: 'admin' }), person('p_kim', 'Kim')] },
        '/desk/invitations': { items: [] },
        ...over,
      },
      asked,
    ),
  )
beforeEach(() => {
  chooseLanguage('en')
  asked.length = 0
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})
async function open(role: 'operator' | 'lead' | 'admin' = 'admin') {
  sitsHere(role)
  render(
    <>
      <PeoplePage />
      <Toasts />
    </>,
  )
  await screen.findByText('p_kim@shop.test')
}
const row = () => within(screen.getByText('p_kim@shop.test').closest('tr') as HTMLElement)
const capacity = () => row().getByRole<HTMLInputElement>('spinbutton')
const changeCapacity = (value: string) => act(async () => void fireEvent.change(capacity(), { target: { value } }))
const toast = () => document.querySelector('.toasts')?.textContent ?? ''

describe('the people', () => {
  it('are only read by an operator, and invited by a lead', async () => {
    answers()
    await open('operator')
    expect(screen.queryByRole('combobox')).toBeNull()
    expect(screen.queryByRole('button', { name: 'Create link' })).toBeNull()
    cleanup()
    await open('lead')
    expect(screen.getByRole('button', { name: 'Create link' })).toBeTruthy()
    expect(screen.getAllByRole('option').map((each) => each.textContent)).toEqual(['operator'])
  })

  it('shows a change at once and says that it is kept', async () => {
    answers({ '/desk/people/p_kim': person('p_kim', 'Kim', { capacity: 7 }) })
    await open()
    await changeCapacity('7')
    expect(asked.find(({ url }) => url.endsWith('/people/p_kim'))?.body).toEqual({ capacity: 7 })
    expect(capacity().value).toBe('7')
    await waitFor(() => expect(toast()).toContain('Saved'))
  })

  it('goes back to what is true when the server refuses', async () => {
    answers({ '/desk/people/p_kim': refusal('last_admin') })
    await open()
    await changeCapacity('7')
    await waitFor(() => expect(document.querySelector('.toast-bad')).toBeTruthy())
    expect(capacity().value).toBe('4')
  })

  it('asks nothing of the server for a number nobody can have', async () => {
    answers()
    await open()
    const before = asked.length
    await changeCapacity('0')
    await changeCapacity('51')
    expect(asked.length).toBe(before)
  })

  it('says why the list cannot be read', async () => {
    answers({ '/desk/people': refusal('forbidden', {}, 403) })
    sitsHere('admin')
    render(<PeoplePage />)
    await waitFor(() => expect(document.querySelector('.banner-bad')?.textContent).toBeTruthy())
  })
})

describe('an invitation', () => {
  const fill = async (name: string, mail: string) => {
    await act(
      async () => void fireEvent.input(screen.getByRole('textbox', { name: 'Name' }), { target: { value: name } }),
    )
    await act(
      async () => void fireEvent.input(screen.getByRole('textbox', { name: 'Email' }), { target: { value: mail } }),
    )
    await act(async () => void fireEvent.click(screen.getByRole('button', { name: 'Create link' })))
  }

  it('shows its link once, ready to be copied, and empties the form', async () => {
    answers({
      '/desk/invitations': { items: [], link: 'https://shop.test/desk/join#t', expiresAt: '2026-11-30T05:00:00.000Z' },
    })
    await open()
    await fill('Lev', 'lev@shop.test')
    expect((await screen.findByDisplayValue<HTMLInputElement>('https://shop.test/desk/join#t')).readOnly).toBe(true)
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Name' }).value).toBe('')
  })

  it('offers a way back in instead, for somebody who works here already', async () => {
    answers()
    await open()
    answers({ '/desk/invitations': refusal('mail_taken', { personId: 'p_kim', name: 'Kim' }, 409) })
    await fill('Kim', 'p_kim@shop.test')
    const said = await screen.findByText(/Kim already works here/)
    const banner = said.closest('.banner') as HTMLElement
    expect(within(banner).getByRole('button', { name: 'New sign-in link' })).toBeTruthy()
    expect(document.querySelector('.banner-bad')).toBeNull()
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Email' }).value).toBe('p_kim@shop.test')
  })
})
