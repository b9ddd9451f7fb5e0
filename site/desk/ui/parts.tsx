import type { ComponentChildren } from 'preact'
import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { t } from '../texts.ts'
import { Icon, type IconName } from './icon.tsx'

/** What an empty list says: what it means, and what to do next. */
export function Empty(props: { icon: IconName; title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <Icon name={props.icon} />
      <p class="empty-title">{props.title}</p>
      {props.children ? <div class="empty-more">{props.children}</div> : null}
    </div>
  )
}

/** Grey lines of the size of what is coming, so that nothing moves when it comes. */
export function Skeleton({ rows = 6, tall = false }: { rows?: number; tall?: boolean }) {
  return (
    <div class={`skeleton ${tall ? 'skeleton-tall' : ''}`} aria-busy="true">
      <span class="unseen">{t('ui.loading')}</span>
      {Array.from({ length: rows }, (_, row) => (
        <span class="skeleton-row" key={row} />
      ))}
    </div>
  )
}

/** A labelled field; the problem below it is tied to it for screen readers. */
export function Field(props: {
  label: string
  hint?: string | undefined
  problem?: string | null | undefined
  children: (ties: { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }) => ComponentChildren
}) {
  const id = useId()
  const about = props.problem || props.hint ? { 'aria-describedby': `${id}-about` } : {}
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      {props.children({ id, ...about, ...(props.problem ? { 'aria-invalid': true as const } : {}) })}
      {props.problem ? (
        <p class="field-problem" id={`${id}-about`}>
          <Icon name="alert" /> {props.problem}
        </p>
      ) : props.hint ? (
        <p class="field-hint" id={`${id}-about`}>
          {props.hint}
        </p>
      ) : null}
    </div>
  )
}

/** A whole number within bounds. */
export function NumberField(props: {
  label: string
  hint?: string | undefined
  problem?: string | undefined
  least: number
  most: number
  value: number
  onChange: (value: number) => void
}) {
  return (
    <Field label={props.label} hint={props.hint} problem={props.problem}>
      {(ties) => (
        <input
          {...ties}
          class="input input-number"
          type="number"
          min={props.least}
          max={props.most}
          required
          value={props.value}
          onInput={(event) => props.onChange(Math.round(Number(event.currentTarget.value)))}
        />
      )}
    </Field>
  )
}

/** A list, one thing on each line: as it is typed here, without empty lines for whoever hears of it. */
export function LinesField(props: {
  label: string
  hint?: string | undefined
  problem?: string | undefined
  rows: number
  value: readonly string[]
  onChange: (value: string[]) => void
}) {
  const typed = useSignal(props.value.join('\n'))
  return (
    <Field label={props.label} hint={props.hint} problem={props.problem}>
      {(ties) => (
        <textarea
          {...ties}
          class="input"
          rows={props.rows}
          value={typed.value}
          onInput={({ currentTarget: { value } }) => {
            typed.value = value
            props.onChange(
              value
                .split('\n')
                .map((line) => line.trim())
                .filter(Boolean),
            )
          }}
        />
      )}
    </Field>
  )
}

export type Tone = 'good' | 'warn' | 'bad' | 'plain'

/** A sentence that matters, with its sign: colour is never the only one. */
export function Banner(props: { tone: Tone; children: ComponentChildren; live?: boolean }) {
  const icon = { good: 'checkCircle', warn: 'alert', bad: 'alert', plain: 'clock' } as const
  return (
    <div class={`banner banner-${props.tone}`} {...(props.live ? { role: 'status' } : {})}>
      <Icon name={icon[props.tone]} />
      <div class="banner-text">{props.children}</div>
    </div>
  )
}

/** One of a few: a row of choices that looks like one control. */
export function Choice<T extends string>(props: {
  label: string
  value: T
  options: readonly { value: T; text: string; count?: number | undefined }[]
  onChoose: (value: T) => void
}) {
  const name = useId()
  return (
    <fieldset class="choice">
      <legend class="unseen">{props.label}</legend>
      {props.options.map((option) => (
        <label key={option.value} class={option.value === props.value ? 'chosen' : ''}>
          <input
            type="radio"
            name={name}
            checked={option.value === props.value}
            onChange={() => props.onChoose(option.value)}
          />
          {option.text}
          {option.count ? <span class="count">{option.count}</span> : null}
        </label>
      ))}
    </fieldset>
  )
}

/** "Show more", only while there is more. */
export function More(props: { shown: number; total: number; busy: boolean; onMore: () => void }) {
  if (props.shown >= props.total) return null
  return (
    <button type="button" class="button button-quiet more" disabled={props.busy} onClick={props.onMore}>
      {t('ui.more', { shown: props.shown, total: props.total })}
    </button>
  )
}
