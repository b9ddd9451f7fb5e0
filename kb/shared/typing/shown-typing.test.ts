import { describe, expect, it } from 'vitest'
import { mayBeSecret, MOST_SHOWN, shownTyping } from './shown-typing.ts'

/** Everything that is shown while a text is written key by key, with a rest after each. */
const whileWriting = (text: string) =>
  Array.from(text, (_, at) => text.slice(0, at + 1)).flatMap((begun) => [
    shownTyping(begun, false),
    shownTyping(begun, true),
  ])

describe('what is shown of a message before it is sent', () => {
  it('is what was written, without the word that is still being written', () => {
    expect(shownTyping('Где мой зак', false)).toBe('Где мой')
    expect(shownTyping('Где мой зак', true)).toBe('Где мой зак')
    expect(shownTyping('Где', false)).toBeNull()
    expect(shownTyping('  ', true)).toBeNull()
  })

  it.each([
    '4276 1234 5678 9010',
    '4276123456789010',
    'карта 2200-1234-5678-9010 спасибо',
    '5536\n9138\n1234\n5678',
    '٤٢٧٦ ١٢٣٤ ٥٦٧٨ ٩٠١٠',
    'мой пароль такой: слон',
    'My password is elephant',
    'Mein Passwort: Elefant',
    'код из смс 4471',
    'cvv 123',
    'PIN 4471',
    'qwerty123 ',
    'Tr0ub4dor&3 ',
    'Vsem-Priv8t! ',
  ])('is nothing while “%s” stands there', (text) => {
    expect(mayBeSecret(text)).toBe(true)
    expect(shownTyping(text, true)).toBeNull()
    expect(shownTyping(`Добрый день. ${text}`, true)).toBeNull()
  })

  it('holds no more of a card that is written digit by digit than which bank gave it', () => {
    for (const card of ['4276123456789010', '4276 1234 5678 9010', 'карта 4276-1234-5678-9010'])
      for (const shown of whileWriting(card)) expect((shown ?? '').replace(/\D/g, '').length).toBeLessThanOrEqual(8)
  })

  it.each(['qwerty123', 'Tr0ub4dor&3', 'hunter2hunter2'])('shows no beginning of the password “%s”', (password) => {
    const shown = whileWriting(`Вот он ${password}`).map((one) => one ?? '')
    const longest = Math.max(...shown.map((one) => one.replace(/^(?:Вот(?: он?)?)? ?/, '').length))
    // Plain letters before the first digit cannot be told from a word.
    expect(longest).toBeLessThanOrEqual(/^\p{L}*/u.exec(password)![0].length)
  })

  it.each([
    'Заказ T-104512 не пришёл, а обещали к 12.05.',
    'Позвоните мне на +7 916 123-45-67, пожалуйста.',
    'Есть 4-местная палатка до 15кг за 12 500 руб.?',
    'Пишите на anna.k1988@mail.example или https://shop.example/p/t3nt.',
    'How much is the Camp-4 stove? GORE-TEX or not?',
  ])('lets “%s” be seen', (text) => {
    expect(shownTyping(`${text} `, false)).toBe(text)
  })

  it('is the end of a long text', () => {
    const shown = shownTyping('слово '.repeat(2_000), true)!
    expect(shown.length).toBeLessThanOrEqual(MOST_SHOWN)
    expect(shown.endsWith('слово')).toBe(true)
  })

  it('takes no time with a text made to take long', () => {
    const begun = performance.now()
    for (const piece of ['1 ', '1--', 'a1', '(', '+1']) mayBeSecret(piece.repeat(8_000))
    expect(performance.now() - begun).toBeLessThan(2_000)
  })
})
