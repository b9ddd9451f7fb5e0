import { INTERFACE_LOCALES, LOCALE_NAMES } from '#shared'
import { get, patch } from '../http.ts'
import { since } from '../dates.ts'
import { operators } from '../inbox/lists/conversations.ts'
import { labelsHere } from '../labels/labels.ts'
import { problemText } from '../problems.ts'
import { configures, leads, me, type Me } from '../session/session.ts'
import type { DeskPerson } from '../shapes.ts'
import { Face } from '../faces/face.tsx'
import { t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { Banner, Skeleton } from '../ui/parts.tsx'
import { say } from '../ui/toasts.tsx'
import { useLoad } from '../ui/use-load.ts'
import { EndAccess } from './end-access.tsx'
import { Invitations } from './invitations.tsx'
import { PersonMenu } from './person-menu.tsx'
import { PersonWork } from './person-work.tsx'
import { ROLES } from './roles.ts'

/** Who works here, what they may do and how many conversations they hold at once. */
export function PeoplePage() {
  // Somebody who has just accepted an invitation appears as soon as they are connected.
  const known = operators.value.map((each) => each.id).join()
  const loaded = useLoad((stop) => get('/desk/people', { signal: stop }), [known])
  const people = loaded.value?.items
  const put = (id: string, part: Partial<DeskPerson>) =>
    loaded.put((shown) => shown && { items: shown.items.map((each) => (each.id === id ? { ...each, ...part } : each)) })
  async function change(
    person: DeskPerson,
    part: Partial<Pick<DeskPerson, 'name' | 'role' | 'capacity' | 'disabled' | 'languages' | 'skills'>>,
  ): Promise<void> {
    put(person.id, part)
    const answered = await patch('/desk/people/{id}', { params: { id: person.id }, body: part })
    if (!answered.ok) {
      put(person.id, person)
      say(problemText(answered.problem), { tone: 'bad' })
      return
    }
    put(person.id, answered.value)
    say(
      t('ui.saved'),
      part.disabled ? { undo: () => void change({ ...person, disabled: true }, { disabled: false }) } : {},
    )
  }
  return (
    <div class="page page-wide">
      <header class="page-head">
        <h1>{t('nav.people')}</h1>
        <div class="page-acts">
          {leads.value && labelsHere.value.length > 0 ? (
            <a class="button" href="/desk/labels">
              <Icon name="tag" /> {t('labels.title')}
            </a>
          ) : null}
          {configures.value ? (
            <a class="button" href="/desk/audit">
              <Icon name="scroll" /> {t('nav.audit')}
            </a>
          ) : null}
        </div>
      </header>
      {loaded.problem ? <Banner tone="bad">{loaded.problem}</Banner> : null}
      {!people ? (
        loaded.problem ? null : (
          <Skeleton rows={4} tall />
        )
      ) : (
        <div class="table-wrap">
          <table class="table table-stacks">
            <thead>
              <tr>
                <th scope="col">{t('people.name')}</th>
                <th scope="col">{t('people.role')}</th>
                <th scope="col">{t('people.capacity')}</th>
                <th scope="col">{t('people.answers')}</th>
                <th scope="col">{t('people.now')}</th>
                {leads.value ? <th scope="col">{t('people.access')}</th> : null}
              </tr>
            </thead>
            <tbody>
              {people.map((each) => (
                <PersonRow
                  key={each.id}
                  person={each}
                  onChange={(part) => void change(each, part)}
                  onRead={() => loaded.again()}
                  onRemoved={() =>
                    loaded.put((shown) => shown && { items: shown.items.filter(({ id }) => id !== each.id) })
                  }
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {/* Below what is still loading it would be moved by it. */}
      {leads.value && (people || loaded.problem) ? <Invitations joined={known} /> : null}
    </div>
  )
}

function PersonRow({
  person,
  onChange,
  onRead,
  onRemoved,
}: {
  person: DeskPerson
  onChange: (part: Partial<DeskPerson>) => void
  onRead: () => void
  onRemoved: () => void
}) {
  const presence = operators.value.find((each) => each.id === person.id)
  const mine = person.id === me.value?.id
  return (
    <tr class={person.disabled ? 'person-disabled' : ''}>
      <td class="person-name">
        <div class="face-line">
          <Face name={person.name} personId={person.id} />
          <span>
            <span>
              <strong>{person.name}</strong> {mine ? <span class="chip">{t('people.you')}</span> : null}{' '}
              {person.totp ? <span class="chip chip-good">{t('people.totp')}</span> : null}
            </span>
            <span class="soft">{person.mail}</span>
          </span>
        </div>
      </td>
      <td>
        {configures.value ? (
          <select
            class="input input-small"
            aria-label={t('people.roleOf', { name: person.name })}
            value={person.role}
            onChange={(event) => onChange({ role: event.currentTarget.value as Me['role'] })}
          >
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
      <td data-label={t('people.capacity')}>
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
      <td data-label={t('people.answers')}>
        <Answers person={person} onChange={onChange} />
      </td>
      <td class="person-now">
        {person.disabled ? (
          t('people.disabled')
        ) : presence?.connected ? (
          <>
            <span class={`dot ${presence.available ? 'dot-on' : ''}`} />{' '}
            {presence.available
              ? t('transfer.load', { n: presence.active, capacity: presence.capacity })
              : t('transfer.away', { n: presence.active, capacity: presence.capacity })}
          </>
        ) : (
          <span class="soft">
            {person.lastSeenAt ? t('people.seen', { at: since(person.lastSeenAt) }) : t('people.never')}
          </span>
        )}
      </td>
      {configures.value ? (
        <td>
          <div class="person-acts">
            {mine ? null : (
              <button
                type="button"
                class={`button button-small ${person.disabled ? '' : 'button-bad'}`}
                onClick={() => onChange({ disabled: !person.disabled })}
              >
                {t(person.disabled ? 'people.enable' : 'people.disable')}
              </button>
            )}
            <PersonWork person={person} />
            <PersonMenu
              person={person}
              mine={mine}
              onRename={(name) => onChange({ name })}
              onSites={onRead}
              onRemoved={onRemoved}
            />
          </div>
        </td>
      ) : leads.value ? (
        <td>
          <div class="person-acts">
            <PersonWork person={person} />
            {person.role === 'operator' && !mine ? <EndAccess person={person} onEnded={onRemoved} /> : null}
          </div>
        </td>
      ) : null}
    </tr>
  )
}

/** Languages and groups: what is offered to this person at all. Nothing chosen means everything. */
function Answers({ person, onChange }: { person: DeskPerson; onChange: (part: Partial<DeskPerson>) => void }) {
  const skills = person.skills.join(', ')
  if (!configures.value) {
    const all = [...person.languages.map((each) => each.toUpperCase()), ...person.skills]
    return <span class={all.length > 0 ? '' : 'soft'}>{all.join(', ') || t('people.everything')}</span>
  }
  return (
    <div class="answering">
      <select
        class="input input-small"
        aria-label={t('people.languagesOf', { name: person.name })}
        value={person.languages.join()}
        onChange={(event) =>
          onChange({
            languages: event.currentTarget.value
              ? (event.currentTarget.value.split(',') as DeskPerson['languages'])
              : [],
          })
        }
      >
        <option value="">{t('people.anyLanguage')}</option>
        {INTERFACE_LOCALES.map((locale) => (
          <option key={locale} value={locale}>
            {LOCALE_NAMES[locale]}
          </option>
        ))}
      </select>
      <input
        class="input input-small"
        maxLength={200}
        aria-label={t('people.skillsOf', { name: person.name })}
        placeholder={t('people.skills')}
        value={skills}
        onChange={(event) => {
          const next = [
            ...new Set(
              event.currentTarget.value
                .split(',')
                .map((each) => each.trim().slice(0, 40))
                .filter(Boolean),
            ),
          ].slice(0, 20)
          if (next.join(', ') !== skills) onChange({ skills: next })
        }}
      />
    </div>
  )
}
