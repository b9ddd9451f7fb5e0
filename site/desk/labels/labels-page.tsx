import { useSignal } from '@preact/signals'
import { type Label, LABEL_COLORS, type LabelColor } from '#protocol'
import type { BodyOf } from '#desk-api'
import { get, patch, post } from '../http.ts'
import { problemText } from '../problems.ts'
import { go } from '../routing.ts'
import { t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { Banner, Choice, Empty, Field } from '../ui/parts.tsx'
import { say } from '../ui/toasts.tsx'
import { useAction } from '../ui/use-action.ts'
import { useLoad } from '../ui/use-load.ts'
import { LabelChip } from './label-chip.tsx'
import { setFilter } from '../filters/filters.ts'
import { labelsHere, loadLabels } from './labels.ts'

type Wish = BodyOf<'/desk/labels', 'post'>

/** A refusal in words: two of one name is the one that happens. */
const refusal = (problem: Parameters<typeof problemText>[0]) =>
  problem.code === 'conflict' ? t('labels.sameName') : problemText(problem)

async function change(label: Label, body: BodyOf<'/desk/labels/{id}', 'patch'>) {
  const answered = await patch('/desk/labels/{id}', { params: { id: label.id }, body })
  if (answered.ok) await loadLabels()
  return answered
}

async function takeAway(label: Label): Promise<void> {
  const removed = await change(label, { removed: true })
  if (!removed.ok) return say(refusal(removed.problem), { tone: 'bad' })
  say(t('labels.removed', { name: label.name }), {
    undo: () =>
      void change(label, { removed: false }).then((back) => {
        if (!back.ok) say(refusal(back.problem), { tone: 'bad' })
      }),
  })
}

/** What a lead says of the site's labels: names, colours, who may set them, and how many conversations have each. */
export function LabelsPage() {
  const all = labelsHere.value
  const counts = useLoad((stop) => get('/desk/label-counts', { signal: stop }), [all.length])
  const adding = useSignal(false)
  return (
    <div class="page">
      <header class="page-head">
        <h1>{t('labels.title')}</h1>
        {adding.value ? null : (
          <button type="button" class="button button-main" onClick={() => (adding.value = true)}>
            <Icon name="plus" /> {t('labels.new')}
          </button>
        )}
      </header>
      <p class="soft">{t('labels.about')}</p>
      {counts.problem ? <Banner tone="bad">{counts.problem}</Banner> : null}
      {adding.value ? (
        <div class="card">
          <LabelForm
            begin={{ name: '', color: 'grey', setBy: 'operators' }}
            onSave={async (wish) => {
              const answered = await post('/desk/labels', { body: wish })
              if (!answered.ok) return answered
              await loadLabels()
              adding.value = false
              return answered
            }}
            onClose={() => (adding.value = false)}
          />
        </div>
      ) : null}
      {all.length === 0 ? (
        adding.value ? null : (
          <Empty icon="tag" title={t('labels.empty')}>
            <p>{t('labels.emptyMore')}</p>
          </Empty>
        )
      ) : (
        <ul class="cards">
          {all.map((each) => (
            <LabelCard key={each.id} label={each} count={counts.value?.items.find(({ id }) => id === each.id)} />
          ))}
        </ul>
      )}
    </div>
  )
}

function LabelCard({ label, count }: { label: Label; count: { open: number; lately: number } | undefined }) {
  const editing = useSignal(false)
  const show = (view: 'queue' | 'solved') => {
    setFilter({ label: label.id })
    go(`/desk/inbox/${view}`)
  }
  return (
    <li class="card label-card">
      {editing.value ? (
        <LabelForm
          begin={label}
          onSave={async (wish) => {
            const changed = await change(label, wish)
            if (changed.ok) editing.value = false
            return changed
          }}
          onClose={() => (editing.value = false)}
        />
      ) : (
        <>
          <p class="label-facts">
            <LabelChip label={label} />
            {label.setBy === 'leads' ? <span class="soft">{t('labels.leadsOnly')}</span> : null}
          </p>
          <p class="soft">{t('labels.count', { open: count?.open ?? 0, lately: count?.lately ?? 0 })}</p>
          <p class="form-buttons">
            <button type="button" class="button button-small" onClick={() => (editing.value = true)}>
              <Icon name="pencil" /> {t('message.edit')}
            </button>
            {count ? (
              <button
                type="button"
                class="button button-small"
                onClick={() => show(count.open > 0 ? 'queue' : 'solved')}
              >
                <Icon name="inbox" /> {t('labels.show')}
              </button>
            ) : null}
            <button type="button" class="button button-small button-quiet" onClick={() => void takeAway(label)}>
              <Icon name="trash" /> {t('labels.remove')}
            </button>
          </p>
        </>
      )}
    </li>
  )
}

function LabelForm(props: { begin: Wish; onSave: (wish: Wish) => ReturnType<typeof change>; onClose: () => void }) {
  const name = useSignal(props.begin.name)
  const color = useSignal<LabelColor>(props.begin.color)
  const setBy = useSignal(props.begin.setBy)
  const saves = useAction(props.onSave, { word: refusal })
  return (
    <form
      class="label-form"
      onSubmit={(event) => {
        event.preventDefault()
        void saves.run({ name: name.value.trim(), color: color.value, setBy: setBy.value })
      }}
    >
      <Field label={t('labels.name')} problem={saves.problem ?? undefined}>
        {(ties) => (
          <input
            {...ties}
            class="input"
            required
            maxLength={40}
            value={name.value}
            onInput={(event) => {
              name.value = event.currentTarget.value
              saves.refuse(null)
            }}
          />
        )}
      </Field>
      <fieldset class="label-colors">
        <legend>{t('labels.color')}</legend>
        {LABEL_COLORS.map((each) => (
          <label key={each} class="label-color" title={t(`labels.color.${each}`)}>
            <input
              type="radio"
              name="label-color"
              class="unseen"
              checked={color.value === each}
              aria-label={t(`labels.color.${each}`)}
              onChange={() => (color.value = each)}
            />
            <span class={`label-dot label-dot-${each}`} aria-hidden="true" />
          </label>
        ))}
      </fieldset>
      <Choice
        label={t('labels.setBy')}
        value={setBy.value}
        options={[
          { value: 'operators', text: t('labels.setBy.operators') },
          { value: 'leads', text: t('labels.setBy.leads') },
        ]}
        onChoose={(chosen) => (setBy.value = chosen)}
      />
      <p class="form-buttons">
        <button type="submit" class="button button-main" disabled={saves.busy}>
          {t('ui.save')}
        </button>
        <button type="button" class="button" onClick={props.onClose}>
          {t('ui.cancel')}
        </button>
      </p>
    </form>
  )
}
