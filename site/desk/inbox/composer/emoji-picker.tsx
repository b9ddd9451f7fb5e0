import { useSignal } from '@preact/signals'
import { fold } from '#shared'
import { language, t } from '../../texts.ts'
import { Listbox } from '../../ui/listbox.tsx'
import { EMOJI, type EmojiAsked, findEmoji } from './emoji.ts'

export const SIGNS = 'signs'
const SHOWN = 8

const namesOf = (words: string) => words.split(',').map((word) => word.trim())
/** Those one of whose words begins so, the ones shown under that word first. */
function signsFor(typed: string): { sign: string; name: string }[] {
  const sought = fold(typed)
  const all = EMOJI.map(([sign, key]) => ({ sign, names: namesOf(t(`emoji.${key}`)) }))
  const begins = (name: string | undefined) => name !== undefined && fold(name).startsWith(sought)
  const found = all.filter(({ names }) => names.some(begins))
  return [...found.filter(({ names }) => begins(names[0])), ...found.filter(({ names }) => !begins(names[0]))]
    .slice(0, SHOWN)
    .map(({ sign, names }) => ({ sign, name: names.find(begins) ?? '' }))
}

/** The signs a text asks for by `:` and a word; focus stays in the text. */
export function useEmoji() {
  const asked = useSignal<EmojiAsked | null>(null)
  const chosen = useSignal(0)
  const closedAt = useSignal<number | null>(null)
  // Their names are another list in another language.
  void language.value
  const open = asked.value !== null && asked.value.start !== closedAt.value ? asked.value : null
  const signs = open ? signsFor(open.typed) : []
  const at = Math.min(chosen.value, Math.max(0, signs.length - 1))
  return {
    open: signs.length > 0 ? { signs, chosen: at, start: open?.start ?? 0 } : null,
    point: (index: number) => (chosen.value = index),
    read(text: string, from: number, to: number): void {
      const found = findEmoji(text, from, to)
      if (found?.typed !== asked.peek()?.typed) chosen.value = 0
      if (!found) closedAt.value = null
      asked.value = found
    },
    /** Where the sign goes, once one is chosen. */
    take(): EmojiAsked | null {
      const found = asked.peek()
      asked.value = null
      return found
    },
    /** True means that the key was used. */
    key({ key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>, choose: (sign: string) => void): boolean {
      if (signs.length === 0) return false
      if (key === 'Escape') {
        closedAt.value = asked.peek()?.start ?? null
        return true
      }
      if (key === 'ArrowDown' || key === 'ArrowUp') {
        chosen.value = (at + (key === 'ArrowDown' ? 1 : -1) + signs.length) % signs.length
        return true
      }
      const sign = signs[at]?.sign
      if ((key !== 'Enter' && key !== 'Tab') || shiftKey || sign === undefined) return false
      choose(sign)
      return true
    },
  }
}

export function EmojiPicker(props: {
  emoji: ReturnType<typeof useEmoji>
  left: number
  onChoose: (sign: string) => void
}) {
  const { open, point } = props.emoji
  if (!open) return null
  return (
    <div class="picker menu" style={{ left: `${props.left}px` }}>
      <Listbox
        id={SIGNS}
        label={t('emoji.label')}
        chosen={open.chosen}
        onPoint={point}
        options={open.signs.map(({ sign, name }) => ({
          key: sign,
          choose: () => props.onChoose(sign),
          content: (
            <span class="picker-title">
              <span aria-hidden="true">{sign}</span> {name}
            </span>
          ),
        }))}
      />
    </div>
  )
}
