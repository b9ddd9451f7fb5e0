import { useSignal } from '@preact/signals'
import type { DictionaryWord } from '../shapes.ts'
import { get, post } from '../http.ts'
import { fullDay } from '../dates.ts'
import { problemText } from '../problems.ts'
import { leads } from '../session/session.ts'
import { t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { Banner, Choice, Empty, More, Skeleton } from '../ui/parts.tsx'
import { say, sayThenDo } from '../ui/toasts.tsx'
import { useAction } from '../ui/use-action.ts'
import { usePaged } from '../ui/use-paged.ts'

/** Words operators asked for, and the ones the shop has added. */
export function WordsPart() {
  const state = useSignal<DictionaryWord['state']>('proposed')
  const words = usePaged(
    (page, stop) => get('/desk/spelling/words', { query: { state: state.value, page }, signal: stop }),
    (each) => each.word,
    [state.value],
  )
  const text = useSignal('')
  const adding = useAction(() => post('/desk/spelling/words', { body: { word: text.value.trim() } }), { toast: true })

  function decide(word: string, approve: boolean): void {
    const before = words.items
    const back = () => words.put(before)
    words.put(before?.filter((each) => each.word !== word) ?? null)
    sayThenDo(
      t(approve ? 'words.approved' : 'words.refused', { word }),
      async () => {
        const answered = await post('/desk/spelling/words/decision', { body: { word, approve } })
        if (answered.ok) return
        back()
        say(problemText(answered.problem), { tone: 'bad' })
      },
      back,
    )
  }
  async function add(): Promise<void> {
    if (!(await adding.run())) return
    text.value = ''
    words.again()
  }
  const items = words.items
  return (
    <section class="part">
      <div class="part-head">
        <p class="soft">{t('words.text')}</p>
        <Choice
          label={t('library.state')}
          value={state.value}
          options={[
            { value: 'proposed', text: t('words.proposed') },
            { value: 'approved', text: t('words.inDictionary') },
          ]}
          onChoose={(chosen) => (state.value = chosen)}
        />
      </div>
      <form
        class="inline-form"
        onSubmit={(event) => {
          event.preventDefault()
          void add()
        }}
      >
        <input
          class="input input-small"
          maxLength={80}
          value={text.value}
          placeholder={t('words.placeholder')}
          aria-label={t('words.placeholder')}
          onInput={(event) => (text.value = event.currentTarget.value)}
        />
        <button type="submit" class="button button-small" disabled={adding.busy || !text.value.trim()}>
          {t('ui.add')}
        </button>
      </form>
      {words.problem ? <Banner tone="bad">{words.problem}</Banner> : null}
      {items === null ? (
        words.problem ? null : (
          <Skeleton rows={6} />
        )
      ) : items.length === 0 ? (
        <Empty icon="bookOpen" title={t(state.value === 'proposed' ? 'words.noneProposed' : 'words.none')}>
          <p>{t(state.value === 'proposed' ? 'words.noneProposedMore' : 'words.noneMore')}</p>
        </Empty>
      ) : (
        <ul class="phrasings">
          {items.map((each) => (
            <li key={each.word}>
              <strong>{each.word}</strong>
              <span class="soft">
                {each.by} · {fullDay(each.at)}
              </span>
              {leads.value && each.state === 'proposed' ? (
                <>
                  <button type="button" class="button button-small" onClick={() => decide(each.word, true)}>
                    <Icon name="check" /> {t('words.approve')}
                  </button>
                  <button
                    type="button"
                    class="button button-small button-quiet"
                    onClick={() => decide(each.word, false)}
                  >
                    {t('words.refuse')}
                  </button>
                </>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {items ? (
        <More shown={items.length} total={words.last?.total ?? 0} busy={words.busy} onMore={words.more} />
      ) : null}
    </section>
  )
}
