import { describe, expect, it } from 'vitest'
import type { Site } from '#kb'
import { brandCss, cspHash } from './brand.ts'
import { brandedLogo, faviconSvg, plainColour } from './brand-images.ts'
import { securityHeaders } from './security-headers.ts'

const brand: Site['brand'] = { color: 'oklch(0.47 0.1 158)', colorDark: '#7fd0a8', radius: 12, logo: null, font: null }
const site = { brand, name: { ru: 'Тропа', en: 'Tropa' }, defaultLocale: 'ru' as const }

describe('a colour for systems that know no oklch', () => {
  it('is written in hex, and anything else left as it is', () => {
    expect(['oklch(0.5 0 0)', '#7fd0a8', 'tomato'].map(plainColour)).toEqual(['#636363', '#7fd0a8', 'tomato'])
  })
})

describe('a shop’s brand', () => {
  it('is four custom properties', () => {
    expect(brandCss({ brand: { ...brand, font: 'Inter' } })).toBe(
      ":root:root{--brand-accent:oklch(0.47 0.1 158);--brand-accent-dark:#7fd0a8;--brand-radius:12px;--brand-font:Inter,'Golos Text Variable','Golos Text Fallback';--brand-type:var(--font)}",
    )
  })
  it('cannot leave its declaration or the element', () => {
    const css = brandCss({ brand: { ...brand, color: 'red}</style><script>', font: 'x;}body{display:none' } })
    expect(css.match(/[{}<>]/g)).toEqual(['{', '}'])
  })
  it('writes the favicon in what reads on the shop’s colour', () => {
    const ink = (color: string) => faviconSvg({ ...site, brand: { ...brand, color } }).match(/text\{fill:(#\w+)/)?.[1]
    expect([ink('#ffd400'), ink('#2b0a4d'), ink('oklch(0.47 0.1 158)'), ink('oklch(90% 0.1 100)')]).toEqual([
      '#14201a',
      '#fff',
      '#fff',
      '#14201a',
    ])
  })
  it('draws a favicon of the first letter, escaped', () => {
    expect(faviconSvg(site)).toContain('>Т</text>')
    expect(faviconSvg({ ...site, name: { ru: '<Ы', en: 'x' } })).toContain('>&#60;</text>')
  })
  it('gives currentColor of a logo the shop’s colour in both themes', () => {
    expect(
      brandedLogo({ brand: { ...brand, logo: '<svg viewBox="0 0 1 1"><path stroke="currentColor"/></svg>' } }),
    ).toBe(
      '<svg viewBox="0 0 1 1"><style>svg{color:oklch(0.47 0.1 158)}@media(prefers-color-scheme:dark){svg{color:#7fd0a8}}</style><path stroke="currentColor"/></svg>',
    )
    expect(brandedLogo({ brand: { ...brand, logo: 'logo.svg' } })).toBeNull()
  })
})

describe('the policy of our pages', () => {
  it('allows no inline script, and only the one style it was given', () => {
    const policy =
      securityHeaders({ publicUrl: 'https://help.example', styles: ['a{}'] })['Content-Security-Policy'] ?? ''
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain(`style-src 'self' ${cspHash('a{}')};`)
    expect(policy).toContain("connect-src 'self' wss://help.example;")
    expect(policy).not.toContain('unsafe')
  })
})
