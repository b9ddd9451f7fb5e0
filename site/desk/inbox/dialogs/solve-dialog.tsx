import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { ConversationDetail, Message } from '#protocol'
import { get } from '../../http.ts'
import { ask } from '../../live.ts'
import { t } from '../../texts.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Banner } from '../../ui/parts.tsx'
import { say } from '../../ui/toasts.tsx'
import { useAction } from '../../ui/use-action.ts'
import { useLoad } from '../../ui/use-load.ts'
import { putDetail } from '../messages/messages.ts'
import { PromoteDialog } from '../promote/promote-dialog.tsx'

const LACKS = 'lacks'
const UNSAID = 'unsaid'
const PAUSE_MS = 150
const FOUND_SHOWN = 5

type Choosable = { id: string; question: string }

/** Asks the one thing that teaches the library: which answer solved it, or that there is none yet. */
export function SolveDialog(props: { detail: ConversationDetail; messages: readonly Message[]; onClose: () => void }) {
  const { detail } = props
  const used = [
    ...new Set(props.messages.flatMap((each) => (each.template && !each.deletedAt ? [each.template.id] : []))),
  ]
  /** The inserted ones visitors can read too: a greeting was sent, but it solved nothing. */
  const inserted = useSignal<readonly Choosable[]>([])
  const chosen = useSignal<string>(UNSAID)
  const q = useSignal('')
  const promoting = useSignal(false)

  useEffect(() => {
    void Promise.all(used.map((id) => get('/desk/answers/{id}', { params: { id } }))).then((all) => {
      inserted.value = all.flatMap((each) =>
        each.ok && each.value.answer.audience === 'public' ? [each.value.answer] : [],
      )
      const last = inserted.value.at(-1)
      if (last && chosen.value === UNSAID) chosen.value = last.id
    })
  }, [])
  const typed = q.value.trim()
  const match = useLoad(
    (stop) => get('/desk/match', { query: { q: typed || detail.question, locale: detail.locale }, signal: stop }),
    [typed],
    { pauseMs: typed ? PAUSE_MS : 0 },
  ).value
  // Without words of the operator's own, only what the search itself would have offered.
  const found: readonly Choosable[] =
    match && (typed || match.verdict !== 'escalate')
      ? match.hits.filter((each) => each.audience === 'public').slice(0, FOUND_SHOWN)
      : []

  const readBefore = detail.packet.read
    .filter((each) => each.helped !== false)
    .map((each) => ({ id: each.answerId, question: each.question }))
  const all = [
    ...new Map([...inserted.value, ...found, ...(typed ? [] : readBefore)].map((each) => [each.id, each])).values(),
  ]

  const solving = useAction(() =>
    ask('conversation:solve', {
      conversationId: detail.id,
      ...(chosen.value === LACKS
        ? { libraryLacksAnswer: true }
        : chosen.value === UNSAID
          ? {}
          : { answerId: chosen.value }),
    }),
  )
  async function solve(thenPromote: boolean): Promise<void> {
    const done = await solving.run()
    if (!done) return
    putDetail(done.conversation)
    if (thenPromote) promoting.value = true
    else {
      say(t('solve.done'))
      props.onClose()
    }
  }
  if (promoting.value) return <PromoteDialog detail={detail} onClose={props.onClose} />
  const choice = (value: string, text: string, more?: string) => (
    <label class="option" key={value}>
      <input type="radio" name="solved-by" checked={chosen.value === value} onChange={() => (chosen.value = value)} />
      <span>
        {text}
        {more ? <span class="soft">{more}</span> : null}
      </span>
    </label>
  )
  return (
    <Dialog title={t('solve.title')} onClose={props.onClose}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault()
          void solve(false)
        }}
      >
        <fieldset class="options">
          <legend>{t('solve.which')}</legend>
          <input
            type="search"
            class="input"
            value={q.value}
            placeholder={t('solve.search')}
            aria-label={t('solve.search')}
            onInput={(event) => {
              q.value = event.currentTarget.value
            }}
          />
          {/* As high empty as full: what is found must not move the buttons from under a press. */}
          <div class="solve-found">
            {all.map((each) =>
              choice(each.id, each.question, used.includes(each.id) ? t('solve.inserted') : undefined),
            )}
            {all.length === 0 && match ? <p class="soft">{t('solve.none')}</p> : null}
          </div>
          {choice(LACKS, t('solve.lacks'), t('solve.lacksMore'))}
          {choice(UNSAID, t('solve.unsaid'))}
        </fieldset>
        {solving.problem ? (
          <Banner tone="bad" live>
            {solving.problem}
          </Banner>
        ) : null}
        <div class="form-buttons">
          <button type="submit" class="button button-main" data-first disabled={solving.busy}>
            {t('solve.solve')}
          </button>
          <button type="button" class="button" disabled={solving.busy} onClick={() => void solve(true)}>
            {t('solve.solveAndPromote')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
