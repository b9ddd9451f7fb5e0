import { type Arbitrary, array, constantFrom, oneof, record, tuple } from 'fast-check'
import { awkwardNumber, awkwardText } from './runs.ts'

/** Written into the page's own script: a call of `Firstline` as somebody may get it wrong. */
export type HostCall = string

const VERBS = [
  ...['open', 'close', 'toggle', 'show', 'hide', 'search', 'openArticle', 'openAnswer', 'suggest', 'prefill'],
  ...[
    'setProduct',
    'setPage',
    'update',
    'identify',
    'setLocale',
    'consent',
    'setAttributes',
    'setContext',
    'goal',
    'reset',
  ],
  ...['on', 'once', 'off', 'getStatus', 'init'],
]
/** Verbs of their own only where the shop has switched them on: the loader has no bytes left to name them everywhere. */
const HEARD_BEFORE = ['setAttributes', 'setContext', 'goal']
/** What takes everything away ends what is tried. */
const NO_VERBS = ['opne', '', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'then', 'q']

const text = awkwardText.map((said) => JSON.stringify(said.slice(0, 400)))
/** Of the page's own language: what JSON cannot say as well. */
const odd = constantFrom(
  ...['undefined', 'null', 'NaN', '-0', '1n', 'true', 'false', 'Symbol("x")', '[]', '{}', '()=>{}', 'function(){}'],
  ...['document', 'document.body', 'window', 'new Date(NaN)', 'new Map([[1,2]])', '/x/', 'Object.create(null)'],
  ...['[null]', '[[]]', '{toString:1}', '{length:-1}', '{then:1}', '(()=>{const a={};a.a=a;return a})()'],
  ...['new Proxy({},{})', 'Promise.resolve(1)', 'new Error("x")', '{__proto__:null}', 'Array(9)'],
)
const one = oneof(
  { weight: 2, arbitrary: text },
  awkwardNumber.map((number) => (Object.is(number, -0) ? '-0' : String(number))),
  { weight: 2, arbitrary: odd },
)
const of = (...names: string[]) =>
  record(Object.fromEntries(names.map((name) => [name, one])), { requiredKeys: [] }).map(
    (given) =>
      `{${Object.entries(given)
        .map(([name, value]) => `${JSON.stringify(name)}:${value}`)
        .join(',')}}`,
  )
const value = oneof(
  { weight: 4, arbitrary: one },
  of('question', 'name', 'mail'),
  of('url', 'title'),
  of('id', 'name', 'mail', 'exp', 'hash'),
  of('order', 'cart', 'page', 'value'),
  of('site', 'locale', 'color', 'theme', 'position', 'offsetX', 'zIndex', 'label', 'product'),
  array(one, { maxLength: 12 }).map((all) => `[${all.join(',')}]`),
)

/** Whoever gives something to be called gives a function: what that throws is the page's own. */
const LISTENING = /^(on|once)$/
/** `early`: before the script arrives there is the one function and no verb of its own. */
export const hostCalls = (early: boolean): Arbitrary<HostCall[]> =>
  array(
    tuple(
      oneof({ weight: 9, arbitrary: constantFrom(...VERBS) }, { weight: 1, arbitrary: constantFrom(...NO_VERBS) }),
      array(value, { maxLength: 3 }),
      constantFrom(true, true, false),
    ).map(([verb, values, byName]) => {
      const given = LISTENING.test(verb)
        ? [values[0] ?? '"opened"', '()=>{}']
        : verb === 'getStatus'
          ? values.length > 0
            ? ['()=>{}']
            : []
          : values
      const isOwn = VERBS.includes(verb) && !HEARD_BEFORE.includes(verb)
      return early || byName || !isOwn
        ? `Firstline(${[JSON.stringify(verb), ...given].join(',')})`
        : `Firstline.${verb}(${given.join(',')})`
    }),
    { minLength: 1, maxLength: 10 },
  )
