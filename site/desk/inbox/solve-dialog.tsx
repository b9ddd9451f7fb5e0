import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Answer, Match } from '#kb'
import type { ConversationDetail, Message } from '#protocol'
import { read, withQuery } from '../api.ts'
import { ask } from '../live.ts'
import { problemText } from '../problems.ts'
import { t } from '../texts.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Banner } from '../ui/parts.tsx'
import { say } from '../ui/toasts.tsx'
import { putDetail } from './messages.ts'
import { PromoteDialog } from './promote/promote-dialog.tsx'

const LACKS = 'lacks'
const UNSAID = 'unsaid'

type Choosable = Pick<Answer, 'id' | 'question'> | { id: string; question: string }

/** Asks the one thing that teaches the library: which answer solved it, or that there is none yet. */
export function SolveDialog(props: { detail: ConversationDetail; messages: readonly Message[]; onClose: () => void }) {
  const { detail } = props
  const used = [
    ...new Set(props.messages.flatMap((each) => (each.template && !each.deletedAt ? [each.template.id] : []))),
  ]
  /** The inserted ones visitors can read too: a greeting was sent, but it solved nothing. */
  const inserted = useSignal<readonly Choosable[]>([])
  const found = useSignal<readonly Choosable[]>([])
  const chosen = useSignal<string>(UNSAID)
  const q = useSignal('')
  const busy = useSignal(false)
  const problem = useSignal<string | null>(null)
  const promoting = useSignal(false)

  useEffect(() => {
    void Promise.all(used.map((id) => read<{ answer: Answer }>(`/api/desk/answers/${encodeURIComponent(id)}`))).then(
      (all) => {
        inserted.value = all.flatMap((each) =>
          each.ok && each.value.answer.audience === 'public' ? [each.value.answer] : [],
        )
        const last = inserted.value.at(-1)
        if (last && chosen.value === UNSAID) chosen.value = last.id
      },
    )
  }, [])
  useEffect(() => {
    const stop = new AbortController()
    const timer = setTimeout(
      async () => {
        const answered = await read<Match>(
          withQuery('/api/desk/match', { q: q.value || detail.question, locale: detail.locale }),
          stop.signal,
        )
        // Without words of the operator's own, only what the search itself would have offered.
        if (answered.ok)
          found.value =
            q.value || answered.value.verdict !== 'escalate'
              ? answered.value.hits.filter((each) => each.audience === 'public').slice(0, 5)
              : []
      },
      q.value ? 150 : 0,
    )
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [q.value])

  const readBefore = detail.packet.read
    .filter((each) => each.helped !== false)
    .map((each) => ({ id: each.answerId, question: each.question }))
  const all = [
    ...new Map(
      [...inserted.value, ...found.value, ...(q.value ? [] : readBefore)].map((each) => [each.id, each]),
    ).values(),
  ]

  async function solve(thenPromote: boolean): Promise<void> {
    busy.value = true
    const ack = await ask('conversation:solve', {
      conversationId: detail.id,
      ...(chosen.value === LACKS
        ? { libraryLacksAnswer: true }
        : chosen.value === UNSAID
          ? {}
          : { answerId: chosen.value }),
    })
    busy.value = false
    if (!ack.ok) {
      problem.value = problemText(ack)
      return
    }
    putDetail(ack.conversation)
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
          {all.map((each) => choice(each.id, each.question, used.includes(each.id) ? t('solve.inserted') : undefined))}
          {choice(LACKS, t('solve.lacks'), t('solve.lacksMore'))}
          {choice(UNSAID, t('solve.unsaid'))}
        </fieldset>
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
        {problem.value ? (
          <Banner tone="bad" live>
            {problem.value}
          </Banner>
        ) : null}
        <div class="form-buttons">
          <button type="submit" class="button button-main" data-first disabled={busy.value}>
            {t('solve.solve')}
          </button>
          <button type="button" class="button" disabled={busy.value} onClick={() => void solve(true)}>
            {t('solve.solveAndPromote')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
