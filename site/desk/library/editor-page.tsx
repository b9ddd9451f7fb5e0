import { answersLocale, isLocale } from '#shared'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Refusal } from '../api.ts'
import type { Answer, AnswerContent } from '../shapes.ts'
import { get, patch, post } from '../http.ts'
import { go, query } from '../routing.ts'
import { leads, site } from '../session/session.ts'
import { useActions } from '../shell/keys.ts'
import { problemText } from '../problems.ts'
import { language, t } from '../texts.ts'
import { Banner, Empty, Skeleton } from '../ui/parts.tsx'
import { say, sayThenDo } from '../ui/toasts.tsx'
import { useAction } from '../ui/use-action.ts'
import { useLoad } from '../ui/use-load.ts'
import { useUnsaved } from '../ui/use-unsaved.ts'
import { AnswerFields } from './answer-fields.tsx'
import { careAlone, changesIn, contentOf, newContent } from './content.ts'
import { refusalText, wrongFields } from './content-problems.ts'
import { Conflict } from './conflict.tsx'
import { EditorHead } from './editor-head.tsx'
import { libraryVersion, readCounts } from './library-news.ts'
import { Phrasings } from './phrasings.tsx'
import { usePreview } from './preview.ts'
import { PreviewPane } from './preview-pane.tsx'
import { RetireDialog } from './retire-dialog.tsx'
import { Revisions } from './revisions.tsx'

const STEPS = {
  submit: (params: { id: string }) => post('/desk/answers/{id}/submit', { params }),
  retire: (params: { id: string }) => post('/desk/answers/{id}/retire', { params }),
  restore: (params: { id: string }, revision = 0) => post('/desk/answers/{id}/restore', { params, body: { revision } }),
}

/** What the address asks for: `?question=` and `?locale=`, as a gap links here. */
function askedFor(): AnswerContent {
  const asked = query.peek().get('locale')
  const locale = isLocale(asked) ? asked : answersLocale(language.peek())
  return newContent(site.peek()?.id ?? '', locale, query.peek().get('question') ?? '')
}

/** One answer: write, see how it reads, send it to review, look back. A published answer stays as it is while its next revision is written. */
export function EditorPage({ id }: { id: string | null }) {
  const answer = useSignal<Answer | null>(null)
  const content = useSignal<AnswerContent>(askedFor())
  const saved = useSignal<AnswerContent | null>(id ? null : content.peek())
  const wrong = useSignal<Readonly<Record<string, string>>>({})
  const conflict = useSignal<number | null>(null)
  const retiring = useSignal(false)
  const asking = useSignal(false)
  const ready = saved.value !== null
  const preview = usePreview(ready ? content.value : null)
  const dirty = ready && JSON.stringify(content.value) !== JSON.stringify(saved.value)

  function show(next: Answer): void {
    answer.value = next
    content.value = contentOf(next)
    saved.value = contentOf(next)
    conflict.value = null
    wrong.value = {}
  }
  const loaded = useLoad(
    id
      ? async (stop) => {
          const before = content.value
          const answered = await get('/desk/answers/{id}', { params: { id }, signal: stop })
          // Typed meanwhile: what is on the screen is kept, and saving it will show the conflict.
          if (answered.ok && !stop.aborted && content.value === before) show(answered.value.answer)
          return answered
        }
      : null,
    [],
    // Nothing was filled in wrongly: an address with a mistake in it leads to no answer.
    { word: (problem) => problemText(problem.code === 'invalid' ? { ...problem, code: 'not_found' } : problem) },
  )
  // Somebody else changed it: taken over silently only when nothing of ours would be lost.
  useEffect(() => {
    if (id && answer.peek() && !dirty) loaded.again()
  }, [libraryVersion.value])
  useUnsaved(dirty)

  const word = (refused: Refusal) => {
    wrong.value = wrongFields(refused)
    if (Object.keys(wrong.value).length > 0)
      requestAnimationFrame(() => document.querySelector<HTMLElement>('.page [aria-invalid]')?.focus())
    return refusalText(refused)
  }
  const saving = useAction(
    async (expected: number | undefined) => {
      const now = answer.value
      const care = now?.state === 'published' && leads.value ? careAlone(changesIn(content.value, saved.value)) : null
      const answered =
        now && care
          ? await post('/desk/answers/{id}/care', {
              params: { id: now.id },
              body: { care, expectedRevision: expected ?? now.revision },
            })
          : answer.value
            ? await patch('/desk/answers/{id}', {
                params: { id: answer.value.id },
                body: {
                  patch: changesIn(content.value, saved.value),
                  expectedRevision: expected ?? answer.value.revision,
                },
              })
            : await post('/desk/answers', { body: { ...content.value, phrasings: [], from: null } })
      if (!answered.ok && answered.problem.code === 'revision_conflict')
        conflict.value = Number(answered.problem.refused?.current ?? 0)
      return answered
    },
    // The conflict is shown by itself, with what can be done about it.
    { word: (refused) => (refused.code === 'revision_conflict' ? '' : word(refused)) },
  )
  async function save(expected?: number): Promise<Answer | null> {
    const done = await saving.run(expected)
    if (!done) return null
    const made = !answer.value
    show(done.value.answer)
    say(t(done.value.answer.state === 'published' ? 'care.saved' : 'ui.saved'))
    void readCounts()
    if (made) go(`/desk/library/${done.value.answer.id}`, { replace: true })
    return done.value.answer
  }

  /** Retired in a moment: an undo must not cost the answer its approval. */
  function retire(): void {
    retiring.value = true
    sayThenDo(
      t('editor.done.retire'),
      async () => {
        await move('retire')
        retiring.value = false
      },
      () => (retiring.value = false),
    )
  }

  const moving = useAction(
    (step: keyof typeof STEPS, id: string, revision: number | undefined) => STEPS[step]({ id }, revision),
    { word },
  )
  async function move(step: keyof typeof STEPS, revision?: number): Promise<void> {
    const now = dirty && step === 'submit' ? await save() : answer.value
    // A lead's word on its dates alone is in force already.
    if (!now || (step === 'submit' && now.state === 'published')) return
    const done = await moving.run(step, now.id, revision)
    if (!done) return
    show(done.value.answer)
    void readCounts()
    if (step !== 'retire') say(t(`editor.done.${step}`))
  }

  useActions(
    () => [
      {
        id: 'save-answer',
        label: 'keys.saveAnswer',
        place: 'keys.libraryPlace',
        keys: [{ code: 'KeyS', ctrl: true }],
        run: () => void save(),
      },
      {
        id: 'submit-answer',
        label: 'editor.submit',
        place: 'keys.libraryPlace',
        keys: [{ code: 'Enter', ctrl: true }],
        run: () => void move('submit'),
      },
    ],
    [dirty, answer.value],
  )

  if (loaded.problem && !answer.value) {
    return (
      <Empty icon="alert" title={loaded.problem}>
        <a class="button" href="/desk/library">
          {t('editor.back')}
        </a>
      </Empty>
    )
  }
  if (!ready) return <Skeleton tall />
  const now = answer.value
  const problem = saving.problem || moving.problem
  return (
    <div class="page page-wide">
      <EditorHead
        answer={now}
        dirty={dirty}
        busy={saving.busy || moving.busy}
        onSave={() => void save()}
        onSubmit={() => void move('submit')}
        onRetire={retiring.value ? null : () => (now?.audience === 'public' ? (asking.value = true) : retire())}
      />
      {now && asking.value ? (
        <RetireDialog
          answer={now}
          onClose={() => (asking.value = false)}
          onRetire={() => {
            asking.value = false
            retire()
          }}
        />
      ) : null}
      {now?.returnedWith ? (
        <Banner tone="warn">
          <strong>{t('editor.returned')}</strong>
          <p class="kept-lines">{now.returnedWith}</p>
        </Banner>
      ) : null}
      {now && conflict.value !== null ? (
        <Conflict
          answer={now}
          current={conflict.value}
          onTheirs={loaded.again}
          onMine={() => void save(conflict.value ?? undefined)}
        />
      ) : null}
      {problem ? (
        <Banner tone="bad" live>
          {problem}
        </Banner>
      ) : null}
      <div class="editor-columns">
        <div class="form">
          <AnswerFields content={content} problems={preview?.problems ?? []} fixed={Boolean(now)} wrong={wrong.value} />
          {now ? <Phrasings answer={now} onChanged={(next) => (answer.value = next)} /> : null}
          {now ? <Revisions answer={now} onRestore={(revision) => void move('restore', revision)} /> : null}
        </div>
        <PreviewPane question={content.value.question} locale={content.value.locale} shown={preview} />
      </div>
    </div>
  )
}
