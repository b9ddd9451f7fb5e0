// @vitest-environment happy-dom
import type { NoticeCode } from '#protocol'
import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { notices } from '../inbox/lists/conversations.ts'
import { connection } from '../live.ts'
import { sitsHere } from '../testing/a-conversation.ts'
import { chooseLanguage } from '../texts.ts'
import { LostLine, Notices } from './notices.tsx'

const since = '2026-11-27T05:00:00.000Z'
beforeEach(() => chooseLanguage('en'))
afterEach(() => {
  cleanup()
  notices.value = []
})
const open = () => fireEvent.click(screen.getByRole('button'))

describe('notices', () => {
  it('stand behind one button, and tell an admin what to set', () => {
    notices.value = [{ code: 'mail_off', since, values: { count: 2 } }]
    sitsHere('operator')
    const { rerender } = render(<Notices />)
    open()
    expect(screen.getByRole('listitem').textContent?.trim()).toMatch(/^Email isn’t set up: 2 emails/)
    sitsHere('admin')
    rerender(<Notices />)
    expect(screen.getByRole('listitem').textContent).toContain('SMTP_URL')
  })

  it('lead to what they speak of, and close with Esc', () => {
    notices.value = [
      { code: 'target_missed', since, values: { count: 1 } },
      { code: 'mail_undelivered', since, values: { count: 1, conversation: 'cnv_7' } },
    ]
    sitsHere('lead')
    render(<Notices />)
    open()
    expect(screen.getAllByRole('link').map((each) => each.getAttribute('href'))).toEqual([
      '/desk/now',
      '/desk/inbox/solved/cnv_7',
    ])
    fireEvent.keyDown(screen.getByRole('list'), { key: 'Escape' })
    expect(screen.queryByRole('list')).toBeNull()
  })

  it('say nothing where there is nothing, or only codes of a newer server', () => {
    notices.value = [{ code: 'of_tomorrow' as NoticeCode, since }]
    sitsHere()
    render(<Notices />)
    expect(screen.queryByRole('button')).toBeNull()
  })

  it('a lost line offers to connect at once for as long as it is lost', () => {
    connection.value = 'lost'
    const { rerender } = render(<LostLine />)
    expect(screen.getByRole('button').textContent).toBe('Reconnect now')
    connection.value = 'live'
    rerender(<LostLine />)
    expect(screen.queryByRole('button')).toBeNull()
  })
})
