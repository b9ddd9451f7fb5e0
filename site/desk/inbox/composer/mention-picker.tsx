import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { get } from '../../http.ts'
import { me } from '../../session/session.ts'
import { t } from '../../texts.ts'
import { Icon } from '../../ui/icon.tsx'
import { Listbox } from '../../ui/listbox.tsx'
import { useLoad } from '../../ui/use-load.ts'
import { operators } from '../lists/conversations.ts'
import { findMention, type Mention, namesFor } from './mentioning.ts'

export const MENTIONS = 'mentions'
const SHOWN = 8

/** The colleagues and groups of a note, as the caret asks for them. */
export function useMentions(on: boolean) {
  const asked = useSignal<Mention | null>(null)
  const chosen = useSignal(0)
  const closedAt = useSignal<number | null>(null)
  const wanted = on && asked.value !== null && asked.value.start !== closedAt.value
  const people = useLoad(wanted ? (stop) => get('/desk/people', { signal: stop }) : null, [wanted]).value?.items ?? []
  useEffect(() => {
    asked.value = null
  }, [on])
  const colleagues = operators.value.filter(({ id }) => id !== me.value?.id).map(({ name }) => name)
  const groups = [...new Set(people.flatMap((each) => (each.disabled ? [] : each.skills)))]
  const names = wanted && asked.value ? namesFor(asked.value.typed, [...colleagues, ...groups]).slice(0, SHOWN) : []
  const at = Math.min(chosen.value, Math.max(0, names.length - 1))
  return {
    open: names.length > 0 ? { names, chosen: at, groups: new Set(groups), start: asked.value?.start ?? 0 } : null,
    point: (index: number) => (chosen.value = index),
    read(text: string, from: number, to: number): void {
      const found = on ? findMention(text, from, to) : null
      if (found?.start !== asked.peek()?.start) chosen.value = 0
      if (!found) closedAt.value = null
      asked.value = found
    },
    /** Where the name goes, once one is chosen. */
    take(): Mention | null {
      const found = asked.peek()
      asked.value = null
      return found
    },
    /** True means that the key was used. */
    key({ key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>, choose: (name: string) => void): boolean {
      if (names.length === 0) return false
      if (key === 'Escape') {
        closedAt.value = asked.peek()?.start ?? null
        return true
      }
      if (key === 'ArrowDown' || key === 'ArrowUp') {
        chosen.value = (at + (key === 'ArrowDown' ? 1 : -1) + names.length) % names.length
        return true
      }
      const name = names[at]
      if ((key !== 'Enter' && key !== 'Tab') || shiftKey || name === undefined) return false
      choose(name)
      return true
    },
  }
}
export type Mentions = ReturnType<typeof useMentions>

/** Whom a note can call; focus stays in the text. */
export function MentionPicker(props: { mentions: Mentions; left: number; onChoose: (name: string) => void }) {
  const { open, point } = props.mentions
  if (!open) return null
  return (
    <div class="picker menu" style={{ left: `${props.left}px` }}>
      <Listbox
        id={MENTIONS}
        label={t('mentions.label')}
        chosen={open.chosen}
        onPoint={point}
        options={open.names.map((name) => ({
          key: name,
          choose: () => props.onChoose(name),
          content: (
            <span class="picker-title">
              <Icon name={open.groups.has(name) ? 'users' : 'user'} /> {name}
            </span>
          ),
        }))}
      />
    </div>
  )
}
