// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { OperatorPresence } from '#protocol'
import { address } from '../../routing.ts'
import { aDetail, serverOf, sitsHere } from '../../testing/a-conversation.ts'
import { aLine } from '../../testing/a-line.ts'
import { settled } from '../../testing/settled.ts'
import { chooseLanguage } from '../../texts.ts'
import { Toasts } from '../../ui/toasts.tsx'
import { operators } from '../lists/conversations.ts'
import { TransferDialog } from './transfer-dialog.tsx'

const presenceOf = (id: string, name: string, over: Partial<OperatorPresence> = {}): OperatorPresence =>
  ({ id, name, available: true, connected: true, active: 1, capacity: 4, ...over }) as OperatorPresence
const closed = vi.fn()
let line = aLine()
beforeEach(() => {
  chooseLanguage('en')
  sitsHere()
  closed.mockReset()
  line = aLine({ 'conversation:transfer': { ok: true, conversation: aDetail({ rev: 2 }) } })
  operators.value = [
    presenceOf('p_olga', 'Olga'),
    presenceOf('p_zoe', 'Zoe', { connected: false }),
    presenceOf('p_ann', 'Ann', { active: 4 }),
    presenceOf('p_bob', 'Bob', { available: false }),
    presenceOf('p_kim', 'Kim'),
    presenceOf('p_old', 'Old colleague'),
  ]
  vi.stubGlobal(
    'fetch',
    serverOf({
      '/desk/people': {
        items: [
          { id: 'p_kim', disabled: false, skills: ['sizes', 'Delivery'] },
          { id: 'p_old', disabled: true, skills: ['repairs'] },
        ],
      },
    }),
  )
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})
async function open(): Promise<void> {
  render(
    <>
      <TransferDialog detail={aDetail()} onClose={closed} />
      <Toasts />
    </>,
  )
  await waitFor(() => expect(choices().join()).toContain('Delivery'))
}
const radios = () => screen.getAllByRole<HTMLInputElement>('radio')
const choices = () => radios().map((each) => each.labels?.[0]?.textContent?.trim().replace(/\u00a0/g, ' '))
const choose = (name: RegExp) => settled(() => fireEvent.click(screen.getByRole('radio', { name })))
const transfer = () => settled(() => fireEvent.click(screen.getByRole('button', { name: 'Transfer' })))
const note = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Note' })
const writeNote = (value: string) => settled(() => fireEvent.input(note(), { target: { value } }))

describe('the transfer dialog', () => {
  it('shows who can take it now first, and neither oneself nor who has left', async () => {
    await open()
    expect(choices()).toEqual([
      'Kim1 of 4 open',
      'Annfull: 4 open',
      'Bobaway, 1 of 4 open',
      'Zoenot connected',
      'Group “Delivery”offered to its members',
      'Group “sizes”offered to its members',
      'Back to the queuegoes to whoever is free next',
    ])
  })

  it('proposes who can take it at once, and lets nobody be chosen who cannot', async () => {
    await open()
    expect(radios().map((each) => each.checked)).toEqual([true, false, false, false, false, false, false])
    expect(radios().map((each) => each.disabled)).toEqual([false, true, false, true, false, false, false])
  })

  it('sends it to a person with the note, says so and shows what is left', async () => {
    await open()
    await writeNote('  Asked for photos. ')
    await transfer()
    expect(line.of('conversation:transfer')).toEqual([
      { conversationId: 'cnv_1', to: { operatorId: 'p_kim' }, note: 'Asked for photos.' },
    ])
    expect(screen.getByText('Transferred to Kim.')).toBeTruthy()
    expect(closed).toHaveBeenCalled()
    expect(address.value).toBe('/desk/inbox/mine')
  })

  it('sends it to a group, and back to the queue', async () => {
    await open()
    await choose(/sizes/)
    await transfer()
    await choose(/queue/)
    await transfer()
    expect(line.of('conversation:transfer').map(({ to }) => to)).toEqual([{ group: 'sizes' }, { group: 'anybody' }])
    expect(screen.getAllByText('Back in the queue.').length).toBeGreaterThan(0)
  })

  it('keeps the choice and the note when the other has no room any more, and says so', async () => {
    line.answers['conversation:transfer'] = { ok: false, code: 'full' }
    await open()
    await writeNote('Asked for photos.')
    await transfer()
    expect(document.querySelector('.banner-bad')?.textContent).toBeTruthy()
    expect(note().value).toBe('Asked for photos.')
    expect(radios()[0]?.checked).toBe(true)
    expect(closed).not.toHaveBeenCalled()
  })

  it('asks for a choice where nobody can be proposed, and sends nothing', async () => {
    operators.value = [presenceOf('p_bob', 'Bob', { available: false })]
    await open()
    await transfer()
    expect(screen.getByText('Choose who should take over.')).toBeTruthy()
    expect(line.of('conversation:transfer')).toEqual([])
  })
})
