import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Locale } from '#kb'
import { put, read } from '../api.ts'
import { problemText } from '../problems.ts'
import { leads } from '../session/session.ts'
import { t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { Banner, Empty, Skeleton } from '../ui/parts.tsx'
import { say } from '../ui/toasts.tsx'

interface Group {
  locale: Locale
  words: string[]
}
type Groups = { groups: Group[] }
const ADDRESS = '/api/desk/matching/synonyms'

/** Words that mean the same in this shop. Every change is kept at once and can be taken back. */
export function SynonymsPart() {
  const groups = useSignal<readonly Group[] | null>(null)
  const text = useSignal('')
  const locale = useSignal<Locale>('ru')
  const problem = useSignal<string | null>(null)
  const busy = useSignal(false)
  useEffect(() => {
    void read<Groups>(ADDRESS).then((answered) => {
      if (answered.ok) groups.value = answered.value.groups
      else problem.value = problemText(answered.problem)
    })
  }, [])
  async function save(next: readonly Group[]): Promise<boolean> {
    busy.value = true
    const answered = await put<Groups>(ADDRESS, { groups: next })
    busy.value = false
    problem.value = answered.ok ? null : problemText(answered.problem)
    if (answered.ok) groups.value = answered.value.groups
    return answered.ok
  }
  const words = [
    ...new Set(
      text.value
        .split(',')
        .map((each) => each.trim().toLowerCase())
        .filter(Boolean),
    ),
  ]
  async function removeGroup(group: Group): Promise<void> {
    const before = groups.value ?? []
    if (await save(before.filter((each) => each !== group)))
      say(t('synonyms.removed'), { undo: () => void save(before) })
  }
  return (
    <section class="part">
      <p class="soft">{t('synonyms.text')}</p>
      {problem.value ? (
        <Banner tone="bad" live>
          {problem.value}
        </Banner>
      ) : null}
      {leads.value ? (
        <form
          class="inline-form"
          onSubmit={async (event) => {
            event.preventDefault()
            if (words.length >= 2 && (await save([{ locale: locale.value, words }, ...(groups.value ?? [])])))
              text.value = ''
          }}
        >
          <select
            class="input-small input"
            aria-label={t('answer.locale')}
            value={locale.value}
            onChange={(event) => (locale.value = event.currentTarget.value === 'en' ? 'en' : 'ru')}
          >
            <option value="ru">RU</option>
            <option value="en">EN</option>
          </select>
          <input
            class="input input-small"
            value={text.value}
            placeholder={t('synonyms.placeholder')}
            aria-label={t('synonyms.placeholder')}
            onInput={(event) => (text.value = event.currentTarget.value)}
          />
          <button type="submit" class="button button-small" disabled={busy.value || words.length < 2}>
            {t('ui.add')}
          </button>
        </form>
      ) : null}
      {groups.value === null ? (
        problem.value ? null : (
          <Skeleton rows={6} />
        )
      ) : groups.value.length === 0 ? (
        <Empty icon="tag" title={t('synonyms.empty')}>
          <p>{t('synonyms.emptyMore')}</p>
        </Empty>
      ) : (
        <ul class="phrasings">
          {groups.value.map((group, index) => (
            <li key={index}>
              <span class="chosen-chips" lang={group.locale}>
                {group.words.map((word) => (
                  <span class="chip" key={word}>
                    {word}
                  </span>
                ))}
              </span>
              <span class="soft">{group.locale.toUpperCase()}</span>
              {leads.value ? (
                <button
                  type="button"
                  class="button-icon"
                  disabled={busy.value}
                  aria-label={t('synonyms.remove', { words: group.words.join(', ') })}
                  onClick={() => void removeGroup(group)}
                >
                  <Icon name="x" />
                </button>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
