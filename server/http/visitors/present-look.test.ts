import { describe, expect, it } from 'vitest'
import { aSite } from '../../realtime/testing/live-fixture.ts'
import { ownLookOf } from './present-look.ts'

const of = (over: Parameters<typeof aSite>[0] = {}, locale: 'ru' | 'en' | 'de' = 'ru') =>
  ownLookOf(aSite(over), locale, 'https://help.example').own
const { contacts, consent, logos } = aSite()

describe("what the widget is told of a shop's own look", () => {
  it('is nothing while all is as we show it', () => {
    expect(of()).toBeUndefined()
  })
  it('is its words in the language of the reader, typeset', () => {
    const texts = { widget: { ru: { 'home.person': 'Спросить у нас — сейчас' } }, pages: {}, letters: {} }
    expect(of({ texts })).toEqual({ texts: { 'home.person': 'Спросить у\u00a0нас\u00a0— сейчас' } })
    expect(of({ texts }, 'en')).toBeUndefined()
  })
  it('is, where strangers cannot write, the sentence that asks them to sign in', () => {
    expect(of({ identity: { enforced: true } }, 'en')).toEqual({ known: expect.stringContaining('sign in') })
  })
  it('is its typeface', () => {
    const { brand } = aSite()
    expect(of({ brand: { ...brand, font: 'Georgia, serif' } })).toEqual({ font: 'Georgia, serif' })
  })
  it('is its mark: the square one where there is one, else the logo of each theme', () => {
    const address = (id: string) => `https://help.example/api/pictures/${id}/320.webp`
    expect(of({ logos: { ...logos, light: 'l' } })?.logo).toEqual({ light: address('l'), dark: address('l') })
    expect(of({ logos: { ...logos, light: 'l', dark: 'd' } })?.logo?.dark).toBe(address('d'))
    expect(of({ logos: { light: 'l', dark: 'd', square: 's' } })?.logo).toEqual({
      light: address('s'),
      dark: address('s'),
    })
  })
  it('is its other ways, the telephone first and as it is dialled', () => {
    expect(
      of({
        contacts: { ...contacts, phone: '+7 (800) 555-35-35', max: 'https://max.ru/t', telegram: 'https://t.me/t' },
      })?.ways,
    ).toEqual([
      { kind: 'phone', url: 'tel:+78005553535', text: '+7 (800) 555-35-35' },
      { kind: 'telegram', url: 'https://t.me/t', text: '' },
      { kind: 'max', url: 'https://max.ru/t', text: '' },
    ])
  })
  it('is the line of consent where the shop asks for it', () => {
    const asked = {
      shown: true,
      tick: true,
      text: { ru: 'Согласен', en: 'I agree' },
      link: 'https://tropa.example/privacy',
    }
    expect(of({ consent: asked }, 'de')?.consent).toEqual({
      text: 'I agree',
      version: expect.stringMatching(/^[0-9a-f]{12}$/),
      link: 'https://tropa.example/privacy',
      tick: true,
    })
    expect(of({ consent: { ...asked, shown: false } })).toBeUndefined()
    expect(of({ consent: { ...consent, shown: true } })?.consent).toEqual({
      text: 'Отправляя сообщение, вы соглашаетесь на обработку персональных данных.',
      version: expect.stringMatching(/^[0-9a-f]{12}$/),
      link: null,
      tick: false,
    })
  })
})
