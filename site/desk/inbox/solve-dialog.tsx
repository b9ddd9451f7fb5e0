import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Match } from '#kb'
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

/** Asks the one thing that teaches the library: which answer solved it, or that there is none yet. */
export function SolveDialog(props: { detail: ConversationDetail; messages: readonly Message[]; onClose: () => void }) {
  const { detail } = props
  const used = props.messages.flatMap((each) => (each.template && !each.deletedAt ? [each.template.id] : []))
  const options = useSignal<readonly { id: string; question: string }[]>([])
  const chosen = useSignal<string>(used.at(-1) ?? UNSAID)
  const q = useSignal('')
  const busy = useSignal(false)
  const problem = useSignal<string | null>(null)
  const promoting = useSignal(false)

  useEffect(() => {
    const stop = new AbortController()
    const timer = setTimeout(async () => {
      const answered = await read<Match>(withQuery('/api/desk/match', { q: q.value || detail.question, locale: detail.locale }), stop.signal)
      if (answered.ok) options.value = answered.value.hits.slice(0, 5).map(({ id, question }) => ({ id, question }))
    }, q.value ? 150 : 0)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [q.value])

  const readBefore = detail.packet.read.map((each) => ({ id: each.answerId, question: each.question }))
  const all = [...new Map([...options.value, ...(q.value ? [] : readBefore)].map((each) => [each.id, each])).values()]
  const missing = used.filter((id) => !all.some((each) => each.id === id))

  async function solve(thenPromote: boolean): Promise<void> {
    busy.value = true
    const ack = await ask('conversation:solve', {
      conversationId: detail.id,
      ...(chosen.value === LACKS ? { libraryLacksAnswer: true } : chosen.value === UNSAID ? {} : { answerId: chosen.value }),
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
          {missing.map((id) => choice(id, t('solve.insertedTemplate')))}
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
        {problem.value ? <Banner tone="bad" live>{problem.value}</Banner> : null}
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
