import type { ContentProblem } from '../shapes.ts'
import { problemText } from '../problems.ts'
import { isTextKey, t } from '../texts.ts'
import type { Refusal } from '../api.ts'
import type { Mark } from '../ui/spelling/marked-field.tsx'

type Loose = {
  code: Refusal['code']
  names?: unknown
  words?: unknown
  found?: unknown
  targets?: unknown
  tags?: unknown
  at?: unknown
}
const texts = (list: unknown, of: string) =>
  Array.isArray(list)
    ? [
        ...new Set(
          list.map((each) => (typeof each === 'string' ? each : String((each as Record<string, unknown>)[of] ?? ''))),
        ),
      ]
    : []

/** One sentence for what the library does not take, with the very words it stumbles over. */
export function contentProblemText(refused: Loose): string {
  const names = texts(refused.names, 'name')
  return problemText(refused, {
    names:
      refused.code === 'placeholder_needs_fallback' ? (names[0] ?? '') : names.map((name) => `{{${name}}}`).join(', '),
    words: texts(refused.words, 'word').join(', '),
    found: texts(refused.found, 'text').join(', '),
    targets: texts(refused.targets, '').join(', '),
    tags: texts(refused.tags, '')
      .map((tag) => `<${tag}>`)
      .join(', '),
  })
}

/** The same for an answer of the API: the refusal's own fields stand under `refused`. */
export const refusalText = (problem: Refusal): string =>
  [
    contentProblemText({ ...problem, ...problem.refused, code: problem.refused?.code ?? problem.code }),
    ...Object.entries(wrongFields(problem)).flatMap(([name, sentence]) => {
      const key = `answer.${name}`
      return isTextKey(key) ? [`${t(key)}: ${sentence}`] : []
    }),
  ].join(' ')

/** What is wrong with single fields, by the names the form has for them. */
export const wrongFields = (problem: Refusal): Record<string, string> =>
  Object.fromEntries(
    Object.entries(problem.fields ?? {}).map(([path, sentence]) => [
      path.replace(/^(patch|draft)\./, '').replace(/\..*$/, ''),
      sentence,
    ]),
  )

/** Where in the body the problems stand. Unknown words are underlined by the field itself. */
export function bodyMarks(problems: readonly ContentProblem[]): Mark[] {
  return problems.flatMap((problem) => {
    const ranges = problem.at ?? problem.found ?? []
    return ranges.map(({ start, end }) => ({ start, end, kind: 'problem' as const }))
  })
}
