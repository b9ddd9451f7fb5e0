import { signal, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { patch } from '../http.ts'
import { readStored, writeStored } from '../stored.ts'
import { language, t } from '../texts.ts'
import { focusFirst } from '../ui/focus-first.ts'
import { Banner, Field } from '../ui/parts.tsx'
import { useAction } from '../ui/use-action.ts'
import { Door } from './door.tsx'
import type { Me } from './session.ts'

const STORED = 'firstline-named'
const isId = (value: unknown): value is string => typeof value === 'string'
const chosen = signal(readStored(STORED, isId))

/** Made by a setting and called by the beginning of their address: nobody has said what visitors call them. */
export const isUnnamed = ({ id, name, mail }: Me): boolean => name === mail.split('@')[0] && chosen.value !== id

/** Asks a person for their name before the desk opens. */
export function NamePage({ person, onNamed }: { person: Me; onNamed: () => Promise<void> }) {
  const name = useSignal('')
  useEffect(() => {
    document.title = `${t('name.title')} · Firstline`
  }, [language.value])
  const naming = useAction(() => patch('/desk/me', { body: { name: name.value.trim() } }))
  async function go(): Promise<void> {
    if (!(await naming.run())) return
    // Whoever really is called so is not asked again.
    writeStored(STORED, person.id)
    chosen.value = person.id
    await onNamed()
  }
  return (
    <Door title={t('name.title')}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault()
          void go()
        }}
      >
        <Field label={t('session.name')} hint={t('name.hint', { name: person.name })}>
          {(ties) => (
            <input
              {...ties}
              class="input"
              required
              maxLength={80}
              autocomplete="name"
              ref={focusFirst}
              value={name.value}
              onInput={(event) => {
                naming.refuse(null)
                name.value = event.currentTarget.value
              }}
            />
          )}
        </Field>
        {naming.problem ? (
          <Banner tone="bad" live>
            {naming.problem}
          </Banner>
        ) : null}
        <button type="submit" class="button button-main button-wide" disabled={naming.busy || name.value.trim() === ''}>
          {t('name.go')}
        </button>
      </form>
    </Door>
  )
}
