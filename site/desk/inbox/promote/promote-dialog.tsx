import { slugOf } from '#shared'
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { AnswerContent, Misspelling, NewAnswer } from '../../shapes.ts'
import type { ConversationDetail } from '#protocol'
import { post } from '../../http.ts'
import { AnswerFields } from '../../library/answer-fields.tsx'
import { emptyContent } from '../../library/content.ts'
import { refusalText } from '../../library/content-problems.ts'
import { withPicture } from '../../library/pictures/picture.ts'
import { usePreview } from '../../library/preview.ts'
import { PreviewPane } from '../../library/preview-pane.tsx'
import { t } from '../../texts.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Banner, Skeleton } from '../../ui/parts.tsx'
import { accepted } from '../../ui/spelling/spelling.ts'
import { say } from '../../ui/toasts.tsx'
import { useAction } from '../../ui/use-action.ts'
import { useLoad } from '../../ui/use-load.ts'
import { openConversation } from '../messages/messages.ts'
import { type Phrasing, ProposedPhrasings } from './proposed-phrasings.tsx'
import { RemovedData } from './removed-data.tsx'
import { SolutionPictures } from './solution-pictures.tsx'
import { SimilarAnswers } from './similar-answers.tsx'
import { UnknownWords } from './unknown-words.tsx'

/** The server takes no more. */
const EXPLAINED_LIMIT = 100

/** Names of the people of this conversation that stand in the text again. */
function namesLeft(text: string, names: readonly string[]): string[] {
  const words = new Set(text.split(/[^\p{L}]+/u))
  return [...new Set(names.flatMap((each) => each.split(/\s+/)))].filter((each) => each.length > 2 && words.has(each))
}

/** A solved conversation becomes a draft for the lead: the visitor's words, the reply that solved it, nothing personal, nothing misspelled. */
export function PromoteDialog({ detail, onClose }: { detail: ConversationDetail; onClose: () => void }) {
  const content = useSignal<AnswerContent>(emptyContent('', 'ru'))
  const phrasings = useSignal<readonly Phrasing[]>([])
  const words = useSignal<{ question: readonly Misspelling[]; body: readonly Misspelling[] }>({
    question: [],
    body: [],
  })
  const explained = useSignal<ReadonlySet<string>>(new Set())
  const proposed = useRef('')
  const preview = usePreview(content.value.question ? content.value : null)

  const prepared = useLoad(
    (stop) => post('/desk/promotions/prepare', { body: { conversationId: detail.id }, signal: stop }),
    [],
    { word: refusalText },
  )
  const proposal = prepared.value
  useEffect(() => {
    if (!proposal) return
    const { phrasings: asking, from: _, ...draft } = proposal.draft
    content.value = { ...draft, slug: draft.slug || slugOf(draft.question) }
    phrasings.value = [
      ...asking.map((text) => ({ text, taken: true })),
      ...proposal.others.map((text) => ({ text, taken: false })),
    ]
    words.value = proposal.misspelled
    proposed.current = JSON.stringify([content.value, phrasings.value])
  }, [proposal])

  /** Nothing that was written here is thrown away by one key. */
  function leave(): void {
    const written = JSON.stringify([content.value, phrasings.value]) !== proposed.current
    if (!proposal || !written || confirm(t('editor.leave'))) onClose()
  }
  const unknown = [
    ...new Map([...words.value.question, ...words.value.body].map((each) => [each.word.toLowerCase(), each])).values(),
  ]
  const taken = phrasings.value.flatMap((each) => (each.taken && each.text.trim() ? [each.text] : []))
  const named = namesLeft([content.value.question, content.value.body, ...taken].join('\n'), proposal?.names ?? [])
  const open = unknown.filter((each) => !explained.value.has(each.word.toLowerCase()))

  const sending = useAction(
    () => {
      const draft: NewAnswer = { ...content.value, phrasings: taken, from: detail.id }
      const words = [...explained.value, ...accepted.value, ...unknown.map((each) => each.word)]
      return post('/desk/promotions', {
        body: { conversationId: detail.id, draft, explainedWords: [...new Set(words)].slice(0, EXPLAINED_LIMIT) },
      })
    },
    { word: refusalText },
  )
  async function promote(): Promise<void> {
    if (open.length > 0) {
      sending.refuse(t('promote.wordsLeft'))
      return
    }
    if (!(await sending.run())) return
    say(t('promote.done'))
    void openConversation(detail.id)
    onClose()
  }

  return (
    <Dialog title={t('promote.title')} onClose={leave} wide class="promote">
      {!proposal ? (
        prepared.problem ? (
          <Banner tone="bad" live>
            {prepared.problem}
          </Banner>
        ) : (
          <Skeleton rows={6} tall />
        )
      ) : (
        <form
          class="form"
          onSubmit={(event) => {
            event.preventDefault()
            void promote()
          }}
        >
          <p class="soft">{t('promote.text')}</p>
          <RemovedData removed={proposal.removed} />
          <SimilarAnswers
            similar={proposal.similar}
            conversation={detail}
            phrasing={content.value.question}
            onDone={onClose}
          />
          <div class="editor-columns">
            <div class="form">
              <AnswerFields
                content={content}
                problems={preview?.problems ?? []}
                fixed={false}
                onQuestionWords={(question) => (words.value = { ...words.value, question })}
                onBodyWords={(body) => (words.value = { ...words.value, body })}
              />
              <SolutionPictures
                conversationId={detail.id}
                onTake={(picture) => {
                  const end = { start: content.value.body.length, end: content.value.body.length }
                  content.value = { ...content.value, body: withPicture(content.value.body, end, picture).body }
                }}
              />
              <ProposedPhrasings phrasings={phrasings} />
            </div>
            <PreviewPane
              question={content.value.question}
              locale={content.value.locale}
              shown={
                preview && {
                  ...preview,
                  problems: preview.problems.filter(({ code }) => code !== 'misspelled'),
                }
              }
            />
          </div>
          <UnknownWords words={unknown} explained={explained} content={content} />
          {named.length > 0 ? (
            <Banner tone="warn" live>
              {t('promote.namesLeft', { names: named.join(', ') })}
            </Banner>
          ) : null}
          {sending.problem ? (
            <Banner tone="bad" live>
              {sending.problem}
            </Banner>
          ) : null}
          <div class="form-buttons dialog-foot">
            <button
              type="submit"
              class="button button-main"
              disabled={sending.busy || open.length > 0 || !content.value.category}
            >
              {t('promote.submit')}
            </button>
            {open.length > 0 || !content.value.category ? (
              <span class="soft">{t(open.length > 0 ? 'promote.wordsLeft' : 'promote.chooseCategory')}</span>
            ) : null}
          </div>
        </form>
      )}
    </Dialog>
  )
}
