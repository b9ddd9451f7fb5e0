/** Loads where the shop asks something before the first message. Keeps what was said for as long as the tab lives. */
import { ASKED_FIELDS, type InterfaceLocale, LONGEST_ASKED, looksLikePhone } from '#shared'
import type { AskedField, AskedForm, HandoverPacket } from '#protocol'
import type { FunctionComponent } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { looksLikeMail } from '../conversation/writing/mail-address.ts'
import { Problem } from '../conversation/problem.tsx'
import { dress } from '../conversation/way-in.tsx'
import type { FormTexts, TextKey } from '../locales/keys.ts'
import { fields, list, oneOf, text } from '../api/read.ts'
import { live, useSignal } from '../panel/live.ts'
import { type PanelState, usePanel } from '../panel/panel-state.ts'
import { effect, type Signal, signal } from '../signal.ts'
import formCss from './form.css?inline'

const AUTOCOMPLETE = { name: 'name', mail: 'email', phone: 'tel', order: 'off' }
const KEYBOARD = { name: 'text', mail: 'email', phone: 'tel', order: 'text' } as const

type Said = Partial<Record<AskedField | 'subject', string>>

export interface AskedBefore {
  /** Something is missing that cannot be skipped, or cannot be what it should. */
  wanting: Signal<boolean>
  told(): Pick<HandoverPacket, 'form'>
  Fields: FunctionComponent
}

const TEXTS: { [L in InterfaceLocale]: () => Promise<{ texts: FormTexts<L> }> } = {
  en: () => import('../locales/en/form.ts'),
  ru: () => import('../locales/ru/form.ts'),
  de: () => import('../locales/de/form.ts'),
}
const field = (value: unknown) => oneOf(value, ...ASKED_FIELDS)

/** What does not fit is not asked. */
function readForm(value: unknown): AskedForm {
  try {
    const from = fields(value)
    const asked = fields(from.fields)
    return {
      fields: Object.fromEntries(
        ASKED_FIELDS.flatMap((name) => (asked[name] ? [[name, oneOf(asked[name], 'asked', 'needed')]] : [])),
      ),
      subjects: list(from.subjects, (one) => {
        const { label, needs } = fields(one)
        return { label: text(label), needs: list(needs, field, ASKED_FIELDS.length) }
      }),
    }
  } catch {
    return { fields: {}, subjects: [] }
  }
}

export function beginForm(panel: PanelState): AskedBefore {
  const { speech, tab, embedding, context, prefill } = panel
  // Another language brings the panel's own texts alone.
  effect(() => {
    const { locale } = speech.value
    if (speech.value.knows('ask.subject')) return
    TEXTS[locale]().then(
      ({ texts }) => {
        if (speech.peek().locale === locale) speech.value = speech.peek().with(texts)
      },
      () => {},
    )
  })
  // Static, so that the two share their modules instead of splitting them into a third file.
  dress(embedding)
  embedding.addStyles(formCss)
  const said = signal<Said>(kept())
  /** The form beside these fields asks for name and address itself. */
  const apart = signal(false)

  function kept(): Said {
    const { name, mail } = { ...panel.identity, ...prefill.peek() }
    try {
      return { name, mail, ...JSON.parse(tab.get('asked') ?? '{}') }
    } catch {
      return { name, mail }
    }
  }
  const form = () => readForm(context.value?.own?.form)
  const shown = () => {
    const { fields: asked, subjects } = form()
    const needs = subjects.find(({ label }) => label === said.value.subject)?.needs ?? []
    return ASKED_FIELDS.flatMap((name) => {
      const how = needs.includes(name) ? 'needed' : asked[name]
      return how && !(apart.value && (name === 'name' || name === 'mail')) ? [{ name, how }] : []
    })
  }
  const problemOf = (name: AskedField, how: 'asked' | 'needed'): TextKey | undefined => {
    const words = said.value[name]?.trim() ?? ''
    if (!words) return how === 'needed' ? `ask.${name}Needed` : undefined
    if (name === 'mail' && !looksLikeMail(words)) return 'form.needMail'
    if (name === 'phone' && !looksLikePhone(words)) return 'ask.phoneWrong'
    return undefined
  }
  const wanting = signal(false)
  effect(() => {
    wanting.value = shown().some(({ name, how }) => problemOf(name, how))
  })
  const write = (name: keyof Said, value: string) => {
    said.value = { ...said.peek(), [name]: value }
    tab.set('asked', JSON.stringify(said.peek()))
    // From where the first message takes them.
    if ((name === 'name' || name === 'mail') && !apart.peek())
      prefill.value = { ...prefill.peek(), [name]: value.trim() || undefined }
  }

  const Fields = live(function Fields() {
    const { say, knows } = usePanel().speech.value
    const box = useRef<HTMLFieldSetElement>(null)
    const tried = useSignal(false)
    useEffect(() => {
      const around = box.current?.closest('form')
      if (!around) return
      const outer = [...around.querySelectorAll('[autocomplete=name]')].some((one) => !box.current!.contains(one))
      apart.value = outer
      for (const name of ['name', 'mail'] as const)
        if (!outer && said.peek()[name]) prefill.value = { ...prefill.peek(), [name]: said.peek()[name] }
      const tell = (event: Event) => {
        if (!wanting.peek()) return
        tried.value = true
        // Said beside the field, in place of the browser's own bubble.
        if (event.type === 'invalid') event.preventDefault()
        setTimeout(() => box.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus())
      }
      const life = new AbortController()
      for (const kind of ['submit', 'invalid'])
        around.addEventListener(kind, tell, { capture: true, signal: life.signal })
      return () => life.abort()
    }, [knows('ask.subject')])
    useEffect(() => {
      for (const { name, how } of shown()) {
        const input = box.current?.querySelector<HTMLInputElement>(`[name=fl-${name}]`)
        const problem = problemOf(name, how)
        input?.setCustomValidity(problem ? say(problem) : '')
      }
    })
    if (!knows('ask.subject')) return null
    const { subjects } = form()
    return (
      <fieldset class="asked" ref={box} aria-label={say('ask.title')}>
        {subjects.length > 0 && (
          <label class="labelled">
            <span>{say('ask.subject')}</span>
            <select value={said.value.subject ?? ''} onChange={(event) => write('subject', event.currentTarget.value)}>
              <option value="">{say('ask.anything')}</option>
              {subjects.map(({ label }) => (
                <option key={label} value={label}>
                  {label}
                </option>
              ))}
            </select>
          </label>
        )}
        {shown().map(({ name, how }) => {
          const problem = problemOf(name, how)
          return (
            <label key={name} class="labelled">
              <span>
                {say(`ask.${name}`)} {how === 'asked' && <small>{say('ask.optional')}</small>}
              </span>
              <input
                type="text"
                name={`fl-${name}`}
                autocomplete={AUTOCOMPLETE[name]}
                inputMode={KEYBOARD[name]}
                maxLength={LONGEST_ASKED[name]}
                value={said.value[name] ?? ''}
                aria-required={how === 'needed'}
                aria-invalid={(tried.value && !!problem) || undefined}
                aria-describedby={`fl-${name}-asked`}
                onInput={(event) => write(name, event.currentTarget.value)}
              />
              <Problem id={`fl-${name}-asked`} text={tried.value && problem ? say(problem) : undefined} />
            </label>
          )
        })}
      </fieldset>
    )
  })

  return {
    wanting,
    Fields,
    told() {
      const { subject, phone, order } = said.peek()
      const { subjects } = form()
      const names = shown().map(({ name }) => name as string)
      const told = {
        ...(subjects.some(({ label }) => label === subject) ? { subject: subject as string } : {}),
        ...(names.includes('phone') && phone?.trim() ? { phone: phone.trim() } : {}),
        ...(names.includes('order') && order?.trim() ? { order: order.trim() } : {}),
      }
      return Object.keys(told).length > 0 ? { form: told } : {}
    },
  }
}
