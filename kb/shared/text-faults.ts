import type { Text } from './texts.ts'

/** What keeps texts from being a translation of `source`, in words: for the tests of every set of texts. */
export function textFaults(
  locale: string,
  texts: Readonly<Record<string, Text>>,
  source: Readonly<Record<string, Text>>,
) {
  const formsOf = (text: Text): Record<string, string> => (typeof text === 'string' ? { other: text } : text)
  const namesIn = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort().join()
  const needed = new Intl.PluralRules(locale).resolvedOptions().pluralCategories
  const faults: string[] = []
  for (const key of new Set([...Object.keys(source), ...Object.keys(texts)])) {
    const [text, original] = [texts[key], source[key]]
    if (text === undefined || original === undefined) faults.push(`${key}: is only in one language`)
    else if ((typeof text === 'string') !== (typeof original === 'string'))
      faults.push(`${key}: forms on one side only`)
    else {
      const forms = formsOf(text)
      if (typeof text !== 'string')
        for (const form of needed) if (!forms[form]) faults.push(`${key}: has no form "${form}"`)
      if (Object.values(forms).some((form) => form.trim() === '')) faults.push(`${key}: is empty`)
      if (namesIn(forms.other ?? '') !== namesIn(formsOf(original).other ?? ''))
        faults.push(`${key}: takes other values`)
    }
  }
  return faults
}
