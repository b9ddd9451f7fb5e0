import type { Locale } from '#shared'
import { useSignal } from '@preact/signals'
import { ForeseenPart } from '../foresight/foreseen.tsx'
import { useForeseenSynonyms } from '../foresight/use-foreseen.ts'
import { get, put } from '../http.ts'
import { leads } from '../session/session.ts'
import type { SynonymGroup } from '../shapes.ts'
import { t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { ANSWER_LANGUAGE_CODES } from '../ui/language-choice.tsx'
import { Banner, Empty, Skeleton } from '../ui/parts.tsx'
import { say } from '../ui/toasts.tsx'
import { useAction } from '../ui/use-action.ts'
import { useLoad } from '../ui/use-load.ts'

/** Words that mean the same in this shop. Every change is kept at once and can be taken back. */
export function SynonymsPart() {
  const kept = useLoad((stop) => get('/desk/matching/synonyms', { signal: stop }), [])
  const groups = kept.value?.groups ?? null
  const text = useSignal('')
  const locale = useSignal<Locale>('ru')
  const saving = useAction((next: readonly SynonymGroup[]) =>
    put('/desk/matching/synonyms', { body: { groups: [...next] } }),
  )
  const problem = saving.problem ?? kept.problem
  async function save(next: readonly SynonymGroup[]): Promise<boolean> {
    const done = await saving.run(next)
    if (done) kept.put(done.value)
    return done !== null
  }
  const words = [
    ...new Set(
      text.value
        .split(',')
        .map((each) => each.trim().toLowerCase())
        .filter(Boolean),
    ),
  ]
  const planned: SynonymGroup[] | null =
    leads.value && groups && words.length >= 2 ? [{ locale: locale.value, words }, ...groups] : null
  const foreseen = useForeseenSynonyms(planned)
  // What cannot be foreseen keeps nobody from adding.
  const isForeseen = foreseen.problem !== null || (foreseen.value !== null && !foreseen.busy)
  async function removeGroup(group: SynonymGroup): Promise<void> {
    const before = groups ?? []
    if (await save(before.filter((each) => each !== group)))
      say(t('synonyms.removed'), { undo: () => void save(before) })
  }
  return (
    <section class="part">
      <p class="soft">{t('synonyms.text')}</p>
      {problem ? (
        <Banner tone="bad" live>
          {problem}
        </Banner>
      ) : null}
      {leads.value ? (
        <form
          class="inline-form"
          onSubmit={async (event) => {
            event.preventDefault()
            if (planned && isForeseen && (await save(planned))) text.value = ''
          }}
        >
          <select
            class="input-small input"
            aria-label={t('answer.locale')}
            value={locale.value}
            onChange={(event) => (locale.value = event.currentTarget.value as Locale)}
          >
            {ANSWER_LANGUAGE_CODES.map(({ value, text }) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </select>
          <input
            class="input input-small"
            value={text.value}
            placeholder={t('synonyms.placeholder')}
            aria-label={t('synonyms.placeholder')}
            onInput={(event) => (text.value = event.currentTarget.value)}
          />
          <button type="submit" class="button button-small" disabled={saving.busy || !planned || !isForeseen}>
            {t('ui.add')}
          </button>
        </form>
      ) : null}
      {planned ? <ForeseenPart loaded={foreseen} /> : null}
      {groups === null ? (
        problem ? null : (
          <Skeleton rows={6} />
        )
      ) : groups.length === 0 ? (
        <Empty icon="tag" title={t('synonyms.empty')}>
          <p>{t('synonyms.emptyMore')}</p>
        </Empty>
      ) : (
        <ul class="phrasings">
          {groups.map((group, index) => (
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
                  disabled={saving.busy}
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
