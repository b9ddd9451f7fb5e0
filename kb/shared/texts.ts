/** A text in its forms by number, as `Intl.PluralRules` names them: Russian has four, English and German two. */
export type Forms = { [form in Intl.LDMLPluralRule]?: string } & { other: string }
/** A text in one language; `{name}` is filled in. */
export type Text = string | Forms
/** The same texts in another language: every key of `Source`, with forms exactly where it has forms. */
export type TextsLike<Source> = { [Key in keyof Source]: Source[Key] extends string ? string : Forms }
export type TextValues = Record<string, string | number>
/** Says the text of a key. The form follows the value named `n`; numbers are written as the language writes them. */
export type Say<Key extends string> = (key: Key, values?: TextValues) => string

/** The voice of one language over its texts. A value that is not given leaves its place empty. */
export function createSay<Key extends string>(locale: string, texts: Readonly<Record<Key, Text>>): Say<Key> {
  const rules = new Intl.PluralRules(locale)
  const numbers = new Intl.NumberFormat(locale)
  return (key, values = {}) => {
    const text: Text = texts[key] ?? ''
    const form = typeof text === 'string' ? text : (text[rules.select(Number(values.n))] ?? text.other)
    return form.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name] ?? ''
      return typeof value === 'number' ? numbers.format(value) : value
    })
  }
}
