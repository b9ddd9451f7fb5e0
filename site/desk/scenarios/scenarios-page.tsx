import { useSignal } from '@preact/signals'
import { get, put, remove } from '../http.ts'
import { problemText } from '../problems.ts'
import { configures, site } from '../session/session.ts'
import { t } from '../texts.ts'
import { Banner, Empty, NumberField, Skeleton } from '../ui/parts.tsx'
import { say } from '../ui/toasts.tsx'
import { useAction } from '../ui/use-action.ts'
import { useLoad } from '../ui/use-load.ts'
import { query } from '../routing.ts'
import { type Draft, ScenarioDialog } from './scenario-dialog.tsx'
import { type Scenario, sentenceOf, thenOf } from './sentence.ts'

/** Somebody came to begin no chat where most of it is off the matter: the scenario stands there to be looked at and saved. */
function quietAsked(): Partial<Draft> | null {
  const [of, words] = [query.value.get('quiet'), query.value.get('words')]
  if ((of !== 'path' && of !== 'source') || !words) return null
  return {
    name: t('offTopic.quietName', { where: words.slice(0, 40) }),
    running: true,
    conditions: [{ of, is: 'among', words: [words] }],
    action: { do: 'chatOff' },
  }
}

/** Whom the shop greets by itself, and what came of it. */
export function ScenariosPage() {
  const read = useLoad((stop) => get('/desk/scenarios', { signal: stop }), [])
  const quieted = quietAsked()
  const opened = useSignal<Scenario | 'new' | null>(quieted ? 'new' : null)
  const items = read.value?.items ?? null
  const isOn = site.value?.invite.on === true
  async function change(scenario: Scenario): Promise<void> {
    const { id, name, running, conditions, action, controlShare } = scenario
    const body = { name, running, conditions, action, controlShare }
    const answered = await put('/desk/scenarios/{id}', { params: { id }, body })
    if (!answered.ok) say(problemText(answered.problem), { tone: 'bad' })
    read.again()
  }
  async function drop({ id }: Scenario): Promise<void> {
    const answered = await remove('/desk/scenarios/{id}', { params: { id } })
    say(answered.ok ? t('scenario.removed') : problemText(answered.problem), answered.ok ? {} : { tone: 'bad' })
    read.again()
  }
  return (
    <div class="page scenarios">
      <header class="page-head">
        <h1>{t('scenario.title')}</h1>
        <button type="button" class="button button-main" onClick={() => (opened.value = 'new')}>
          {t('scenario.new')}
        </button>
      </header>
      <p class="soft">{t('scenario.about')}</p>
      {isOn ? null : (
        <Banner tone="warn">
          {t('scenario.off')} {configures.value ? <a href="/desk/settings">{t('nav.settings')}</a> : null}
        </Banner>
      )}
      {read.problem ? <Banner tone="bad">{read.problem}</Banner> : null}
      {items === null ? (
        read.problem ? null : (
          <Skeleton rows={3} tall />
        )
      ) : items.length === 0 ? (
        <Empty icon="eye" title={t('scenario.none')}>
          <p>{t('scenario.noneMore')}</p>
        </Empty>
      ) : (
        <ul class="cards">
          {items.map((each) => (
            <li key={each.id} class="card scenario">
              <h2>{each.name}</h2>
              <p>{sentenceOf(each)}</p>
              <p class="soft">{thenOf(each.action)}</p>
              <Figures of={each} />
              <div class="form-buttons">
                <label class="check">
                  <input
                    type="checkbox"
                    checked={each.running}
                    onChange={({ currentTarget: { checked } }) => void change({ ...each, running: checked })}
                  />
                  {t('scenario.running')}
                </label>
                <button type="button" class="button" onClick={() => (opened.value = each)}>
                  {t('scenario.change')}
                </button>
                <button type="button" class="button button-quiet" onClick={() => void drop(each)}>
                  {t('scenario.remove')}
                </button>
              </div>
            </li>
          ))}
        </ul>
      )}
      {read.value && items && items.length > 0 ? <Caps caps={read.value.caps} /> : null}
      {opened.value ? (
        <ScenarioDialog
          scenario={opened.value === 'new' ? null : opened.value}
          {...(quieted ? { begin: quieted } : {})}
          knowsCities={read.value?.knowsCities === true}
          onClose={() => (opened.value = null)}
          onSaved={() => {
            opened.value = null
            read.again()
          }}
        />
      ) : null}
    </div>
  )
}

/** Orders are named where the shop's page tells of them. */
const armText = (arm: 'control' | 'shown', { orders, ...of }: Scenario['figures']['shown']): string =>
  [
    t(`scenario.arm.${arm}`, { ...of, n: of.visits }),
    ...(site.value?.goals ? [t('scenario.orders', { n: orders })] : []),
  ].join('; ')

/** What it brings beside those who were shown nothing. */
function Figures({ of: { action, controlShare, figures } }: { of: Scenario }) {
  const { shown, control, cards } = figures
  if (shown.visits + control.visits === 0) return <p class="soft">{t('scenario.noFigures')}</p>
  return (
    <div class="scenario-figures">
      {action.do === 'card' ? (
        <p>{t('scenario.cards', { n: cards.drawn, answered: cards.answered, closed: cards.closed })}</p>
      ) : null}
      <p>{armText('shown', shown)}</p>
      {controlShare > 0 || control.visits > 0 ? <p>{armText('control', control)}</p> : null}
    </div>
  )
}

type CapsValue = { visit: number; day: number; site: number }
function Caps(props: { caps: CapsValue }) {
  const caps = useSignal(props.caps)
  const save = useAction((body: CapsValue) => put('/desk/scenario-caps', { body }))
  const set = (part: Partial<CapsValue>) => (caps.value = { ...caps.value, ...part })
  return (
    <form
      class="form scenario-caps"
      onSubmit={(event) => {
        event.preventDefault()
        void save.run(caps.value).then((saved) => saved && say(t('scenario.capsSaved')))
      }}
    >
      <h2>{t('scenario.caps')}</h2>
      {save.problem ? <Banner tone="bad">{save.problem}</Banner> : null}
      <NumberField
        label={t('scenario.caps.visit')}
        least={1}
        most={10}
        value={caps.value.visit}
        onChange={(visit) => set({ visit })}
      />
      <NumberField
        label={t('scenario.caps.day')}
        least={1}
        most={20}
        value={caps.value.day}
        onChange={(day) => set({ day })}
      />
      <NumberField
        label={t('scenario.caps.site')}
        least={1}
        most={100_000}
        value={caps.value.site}
        onChange={(all) => set({ site: all })}
      />
      <div class="form-buttons">
        <button type="submit" class="button" disabled={save.busy}>
          {t('scenario.save')}
        </button>
      </div>
    </form>
  )
}
