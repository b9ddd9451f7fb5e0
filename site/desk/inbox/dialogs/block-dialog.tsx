import type { AnswerOf, BodyOf } from '#desk-api'
import { DAY_MS } from '#shared'
import { useSignal } from '@preact/signals'
import type { ConversationDetail } from '#protocol'
import { get, post } from '../../http.ts'
import { leads } from '../../session/session.ts'
import { t } from '../../texts.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Banner, Field, Skeleton } from '../../ui/parts.tsx'
import { say } from '../../ui/toasts.tsx'
import { useAction } from '../../ui/use-action.ts'
import { useLoad } from '../../ui/use-load.ts'
import { byWords } from '../../blocks/by-words.ts'

type Wish = BodyOf<'/desk/conversations/{id}/block', 'post'>
type Kind = Wish['by'][number]
type Preview = AnswerOf<'/desk/conversations/{id}/block', 'get'>

/** Days; `null`: until somebody lifts it. */
const TERMS = [1, 7, 30, null] as const
const OPERATORS_DAYS = 7
const isShared = (kind: Kind) => kind === 'address' || kind === 'subnet' || kind === 'country'

/** Keeps a visitor out: how they are known, for how long, from what and why. Whom else it would concern is said before. */
export function BlockDialog({ detail, onClose }: { detail: ConversationDetail; onClose: () => void }) {
  const loaded = useLoad(
    (stop) => get('/desk/conversations/{id}/block', { params: { id: detail.id }, signal: stop }),
    [detail.id],
  )
  return (
    <Dialog title={t('block.title')} onClose={onClose}>
      {loaded.value ? (
        <BlockForm detail={detail} preview={loaded.value} onClose={onClose} />
      ) : loaded.problem ? (
        <Banner tone="bad">{loaded.problem}</Banner>
      ) : (
        <Skeleton rows={5} />
      )}
    </Dialog>
  )
}

function BlockForm(props: { detail: ConversationDetail; preview: Preview; onClose: () => void }) {
  const { detail, preview } = props
  const by = useSignal<readonly Kind[]>(preview.kinds.map(({ kind }) => kind).filter((kind) => !isShared(kind)))
  const days = useSignal<(typeof TERMS)[number]>(7)
  const everything = useSignal(false)
  const reason = useSignal('')
  const close = useSignal(detail.state !== 'solved')
  const blocking = useAction((body: Wish) =>
    post('/desk/conversations/{id}/block', { params: { id: detail.id }, body }),
  )
  const others = Math.max(0, ...preview.kinds.filter(({ kind }) => by.value.includes(kind)).map((one) => one.others))
  async function block(): Promise<void> {
    const done = await blocking.run({
      by: [...by.value],
      scope: everything.value ? 'everything' : 'chat',
      reason: reason.value,
      until: days.value === null ? null : new Date(Date.now() + days.value * DAY_MS).toISOString(),
      close: close.value,
    })
    if (!done) return
    props.onClose()
    say(t('block.done'))
  }
  const marked = preview.marks.abuse + preview.marks.off_topic
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault()
        if (by.value.length > 0 && reason.value.trim() !== '') void block()
      }}
    >
      <p class="soft">
        {t('block.stillReads')} <a href="/desk/blocks">{t('nav.blocks')}</a>
      </p>
      {marked > 0 ? (
        <p class="soft">{t('block.marked', { abuse: preview.marks.abuse, offTopic: preview.marks.off_topic })}</p>
      ) : null}
      <fieldset class="options">
        <legend>{t('block.by')}</legend>
        {preview.kinds.map(({ kind, others: concerned }) => (
          <label class="option" key={kind}>
            <input
              type="checkbox"
              checked={by.value.includes(kind)}
              disabled={isShared(kind) && !leads.value}
              onChange={({ currentTarget: { checked } }) => {
                by.value = checked ? [...by.value, kind] : by.value.filter((each) => each !== kind)
              }}
            />
            <span>
              {byWords(kind, preview.country)}
              {isShared(kind) ? (
                <span class="soft">{leads.value ? t('block.others', { n: concerned }) : t('block.leadDecides')}</span>
              ) : null}
            </span>
          </label>
        ))}
      </fieldset>
      {others > 0 ? <Banner tone="warn">{t('block.concerns', { n: others })}</Banner> : null}
      <Field label={t('block.term')}>
        {(ties) => (
          <select
            {...ties}
            class="input"
            value={String(days.value)}
            onChange={({ currentTarget: { value } }) =>
              (days.value = TERMS.find((each) => String(each) === value) ?? null)
            }
          >
            {TERMS.filter((each) => leads.value || (each !== null && each <= OPERATORS_DAYS)).map((each) => (
              <option key={String(each)} value={String(each)}>
                {each === null ? t('block.forGood') : t('block.days', { n: each })}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t('block.reason')} hint={t('block.reasonHint')}>
        {(ties) => (
          <input
            {...ties}
            class="input"
            required
            maxLength={300}
            value={reason.value}
            onInput={(event) => (reason.value = event.currentTarget.value)}
          />
        )}
      </Field>
      {leads.value ? (
        <label class="check">
          <input
            type="checkbox"
            checked={everything.value}
            onChange={(event) => (everything.value = event.currentTarget.checked)}
          />
          {t('block.everything')}
        </label>
      ) : null}
      {detail.state !== 'solved' ? (
        <label class="check">
          <input
            type="checkbox"
            checked={close.value}
            onChange={(event) => (close.value = event.currentTarget.checked)}
          />
          {t('block.close')}
        </label>
      ) : null}
      {blocking.problem ? (
        <Banner tone="bad" live>
          {blocking.problem}
        </Banner>
      ) : null}
      <div class="form-buttons">
        <button
          type="submit"
          class="button button-bad"
          disabled={by.value.length === 0 || reason.value.trim() === '' || blocking.busy}
        >
          {t('block.now')}
        </button>
        <button type="button" class="button" onClick={props.onClose}>
          {t('ui.cancel')}
        </button>
      </div>
    </form>
  )
}
