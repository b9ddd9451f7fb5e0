import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { Site } from '../shapes.ts'
import { t } from '../texts.ts'
import { Banner, Field } from '../ui/parts.tsx'
import { contrast, linearOf } from '#shared'
import { hex, painted, type Rgb } from './painted.ts'

const AA = 4.5
type Brand = Site['brand']

/** The shop's colours for both themes, shown as they will be used, with the contrast that comes out. */
export function BrandFields({ brand, onChange }: { brand: Brand; onChange: (brand: Brand) => void }) {
  return (
    <>
      <div class="field-row">
        <ColourField label={t('site.color')} value={brand.color} onChange={(color) => onChange({ ...brand, color })} />
        <ColourField
          label={t('site.colorDark')}
          value={brand.colorDark}
          onChange={(colorDark) => onChange({ ...brand, colorDark })}
        />
        <Field label={t('site.radius')}>
          {(ties) => (
            <input
              {...ties}
              type="range"
              class="brand-radius"
              min={0}
              max={24}
              value={brand.radius}
              onInput={(event) => onChange({ ...brand, radius: Number(event.currentTarget.value) })}
            />
          )}
        </Field>
      </div>
      <div class="brand-samples">
        <Sample theme="light" brand={brand} />
        <Sample theme="dark" brand={brand} />
      </div>
    </>
  )
}

function ColourField(props: { label: string; value: string; onChange: (value: string) => void }) {
  const rgb = painted(props.value)
  return (
    <Field label={props.label} problem={rgb ? null : t('site.colorWrong')}>
      {(ties) => (
        <div class="inline-form">
          <input
            type="color"
            class="brand-colour"
            aria-label={t('site.pick', { what: props.label })}
            value={rgb ? hex(rgb) : '#000000'}
            onInput={(event) => props.onChange(event.currentTarget.value)}
          />
          <input
            {...ties}
            class="input input-small"
            value={props.value}
            onInput={(event) => props.onChange(event.currentTarget.value.trim())}
          />
        </div>
      )}
    </Field>
  )
}

/** A button and a link in one theme. Tokens hold the colour within a readable lightness; the ratio is measured on what is painted. */
const light = ([red, green, blue]: Rgb) => [linearOf(red / 255), linearOf(green / 255), linearOf(blue / 255)] as const

function Sample({ theme, brand }: { theme: 'light' | 'dark'; brand: Brand }) {
  const box = useRef<HTMLDivElement>(null)
  const ratio = useSignal<number | null>(null)
  useEffect(() => {
    const node = box.current
    if (!node) return
    node.style.setProperty('--brand-accent', brand.color)
    node.style.setProperty('--brand-accent-dark', brand.colorDark)
    node.style.setProperty('--brand-radius', `${brand.radius}px`)
    const button = node.querySelector('.button-main')
    const style = button ? getComputedStyle(button) : null
    const [back, front] = [painted(style?.backgroundColor ?? ''), painted(style?.color ?? '')]
    ratio.value = back && front ? contrast(light(back), light(front)) : null
  }, [brand.color, brand.colorDark, brand.radius])
  return (
    <div class="brand-column">
      <div class="brand-sample" data-theme={theme} ref={box}>
        <p>{t(`site.sample.${theme}`)}</p>
        <span class="button button-main">{t('site.sampleButton')}</span>
      </div>
      {ratio.value === null ? null : (
        <Banner tone={ratio.value >= AA ? 'good' : 'bad'}>
          {t(ratio.value >= AA ? 'site.contrastGood' : 'site.contrastBad', { ratio: ratio.value.toFixed(1) })}
        </Banner>
      )}
    </div>
  )
}
