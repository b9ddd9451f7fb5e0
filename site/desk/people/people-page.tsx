import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { patch, read } from '../api.ts'
import { age } from '../dates.ts'
import { operators } from '../inbox/conversations.ts'
import { problemText } from '../problems.ts'
import { configures, leads, me, type Me } from '../session/session.ts'
import { t } from '../texts.ts'
import { Banner, Skeleton } from '../ui/parts.tsx'
import { say } from '../ui/toasts.tsx'
import { Invitations } from './invitations.tsx'

interface DeskPerson {
  id: string
  name: string
  mail: string
  role: Me['role']
  totp?: boolean
  disabled: boolean
  capacity: number
  lastSeenAt: string | null
}
export const ROLES = ['operator', 'lead', 'admin'] as const

/** Who works here, what they may do and how many conversations they hold at once. */
export function PeoplePage() {
  const people = useSignal<readonly DeskPerson[] | null>(null)
  const problem = useSignal<string | null>(null)
  useEffect(() => {
    void read<{ items: DeskPerson[] }>('/api/desk/people').then((answered) => {
      if (answered.ok) people.value = answered.value.items
      else problem.value = problemText(answered.problem)
    })
  }, [])
  async function change(person: DeskPerson, part: Partial<Pick<DeskPerson, 'role' | 'capacity' | 'disabled'>>): Promise<void> {
    const put = (next: DeskPerson) => {
      people.value = people.value?.map((each) => (each.id === next.id ? next : each)) ?? null
    }
    put({ ...person, ...part })
    const answered = await patch<DeskPerson>(`/api/desk/people/${person.id}`, part)
    if (!answered.ok) {
      put(person)
      say(problemText(answered.problem), { tone: 'bad' })
      return
    }
    put({ ...person, ...answered.value })
    say(t('ui.saved'), part.disabled ? { undo: () => void change({ ...person, disabled: true }, { disabled: false }) } : {})
  }
  return (
    <div class="page">
      <header class="page-head">
        <h1>{t('nav.people')}</h1>
      </header>
      {problem.value ? <Banner tone="bad">{problem.value}</Banner> : null}
      {people.value === null ? (
        problem.value ? null : <Skeleton rows={4} tall />
      ) : (
        <div class="table-wrap">
          <table class="table">
            <thead>
              <tr>
                <th scope="col">{t('people.name')}</th>
                <th scope="col">{t('people.role')}</th>
                <th scope="col">{t('people.capacity')}</th>
                <th scope="col">{t('people.now')}</th>
                {configures.value ? <th scope="col">{t('people.access')}</th> : null}
              </tr>
            </thead>
            <tbody>
              {people.value.map((each) => (
                <PersonRow key={each.id} person={each} onChange={(part) => void change(each, part)} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {leads.value ? <Invitations /> : null}
    </div>
  )
}

function PersonRow({ person, onChange }: { person: DeskPerson; onChange: (part: Partial<DeskPerson>) => void }) {
  const live = operators.value.find((each) => each.id === person.id)
  const mine = person.id === me.value?.id
  return (
    <tr class={person.disabled ? 'person-disabled' : ''}>
      <td>
        <strong>{person.name}</strong> {mine ? <span class="chip">{t('people.you')}</span> : null} {person.totp ? <span class="chip chip-good">{t('people.totp')}</span> : null}
        <div class="soft">{person.mail}</div>
      </td>
      <td>
        {configures.value ? (
          <select class="input input-small" aria-label={t('people.roleOf', { name: person.name })} value={person.role} onChange={(event) => onChange({ role: event.currentTarget.value as Me['role'] })}>
            {ROLES.map((role) => (
              <option key={role} value={role}>
                {t(`role.${role}`)}
              </option>
            ))}
          </select>
        ) : (
          t(`role.${person.role}`)
        )}
      </td>
      <td>
        {configures.value ? (
          <input
            class="input input-small input-number"
            type="number"
            min={1}
            max={50}
            aria-label={t('people.capacityOf', { name: person.name })}
            value={person.capacity}
            onChange={(event) => {
              const capacity = Math.round(Number(event.currentTarget.value))
              if (capacity >= 1 && capacity <= 50) onChange({ capacity })
            }}
          />
        ) : (
          person.capacity
        )}
      </td>
      <td>
        {person.disabled ? (
          t('people.disabled')
        ) : live?.connected ? (
          <>
            <span class={`dot ${live.available ? 'dot-on' : ''}`} /> {live.available ? t('transfer.load', { n: live.active, capacity: live.capacity }) : t('transfer.away')}
          </>
        ) : (
          <span class="soft">{person.lastSeenAt ? t('people.seen', { at: age(person.lastSeenAt) }) : t('people.never')}</span>
        )}
      </td>
      {configures.value ? (
        <td>
          {mine ? null : (
            <button type="button" class={`button button-small ${person.disabled ? '' : 'button-bad'}`} onClick={() => onChange({ disabled: !person.disabled })}>
              {t(person.disabled ? 'people.enable' : 'people.disable')}
            </button>
          )}
        </td>
      ) : null}
    </tr>
  )
}
