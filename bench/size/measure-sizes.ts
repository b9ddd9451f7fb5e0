import { INTERFACE_LOCALES } from '#shared'

export interface BuiltFile {
  name: string
  code: string
  bytes: number
  brotli: number
}

export interface Sizes {
  loader: number
  panel: number
  locales: Record<string, number>
  /** What loads when a person is wanted and nothing is sent yet. */
  wayIn: number
  /** Loader, panel, the larger locale and the way to a person, with all they import statically. */
  beforeFirstMessage: number
  conversation: number
  chat: number
  bounds: { loader: number; beforeFirstMessage: number }
  problems: string[]
}

const BOUNDS = { loader: 3_000, beforeFirstMessage: 25_000 }

/** Sums the brotli bytes of each stage of loading; names what is above its bound or loads too early. */
export function measureSizes(files: readonly BuiltFile[]): Sizes {
  const problems: string[] = []
  const named = (start: string) => {
    const found = files.find(
      (file) => file.name === `${start}.js` || new RegExp(`^${start}-[\\w-]{8}\\.js$`).test(file.name),
    )
    if (!found) problems.push(`dist/widget holds no ${start}`)
    return found
  }
  const loaded = new Set<string>()
  /** Bytes of a file and of what it imports statically, each counted where it is first needed. */
  const stage = (name: string): number => {
    const first = named(name)
    let bytes = 0
    const add = (file: BuiltFile | undefined) => {
      if (!file || loaded.has(file.name)) return
      loaded.add(file.name)
      bytes += file.brotli
      for (const [, imported] of file.code.matchAll(/(?:\bfrom|\bimport)\s*["'`]\.\/([\w.-]+\.js)["'`]/g))
        add(files.find((one) => one.name === imported))
    }
    add(first)
    return bytes
  }
  const loader = stage('widget')
  const panel = stage('panel')
  const locales = Object.fromEntries(INTERFACE_LOCALES.map((locale) => [locale, stage(locale)]))
  const wayIn = stage('way-in')
  const early = files.filter((file) => loaded.has(file.name))
  for (const file of early)
    if (/engine\.io|socket\.io/i.test(file.code))
      problems.push(`${file.name} holds socket.io-client and loads before the first message`)
  const beforeFirstMessage = loader + panel + Math.max(...Object.values(locales)) + wayIn
  const conversation = stage('part') + Math.max(...INTERFACE_LOCALES.map((locale) => stage(`${locale}-chat`)))
  const chat = stage('chat')
  if (loader > BOUNDS.loader) problems.push(`The loader weighs ${loader} B, more than ${BOUNDS.loader}`)
  if (beforeFirstMessage > BOUNDS.beforeFirstMessage)
    problems.push(`Before the first message ${beforeFirstMessage} B are loaded, more than ${BOUNDS.beforeFirstMessage}`)
  return { loader, panel, locales, wayIn, beforeFirstMessage, conversation, chat, bounds: BOUNDS, problems }
}
