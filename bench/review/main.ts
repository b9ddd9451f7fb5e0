import { monitorEventLoopDelay } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import type { PastQuestion, PlannedChange, SearchEntry } from '#kb'
import { seededRandom } from '../match/data-set.ts'
import { syntheticEntries } from '../match/measure-size.ts'
import { openProduct } from '../match/product.ts'

/** "What would change": past questions replayed with a planned change, in a thread, while the main loop stays free. */
const { values } = parseArgs({
  options: {
    questions: { type: 'string', default: '10000' },
    library: { type: 'string', default: '336,1000' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
})
const seed = Number(values.seed)
const rows: Record<string, number | string>[] = []
for (const size of values.library.split(',').map(Number)) {
  const entries = syntheticEntries(size, seed)
  const { matcher, close } = await openProduct(entries, 'embedded')
  const questions = asked(entries, Number(values.questions))
  const one = entries[0] as SearchEntry
  const other = entries[1] as SearchEntry
  const longer = { ...one, body: `${one.body} ${other.question}`, question: other.question }
  const changes: Record<string, PlannedChange> = {
    publish: { put: [longer] },
    retire: { remove: [one.id] },
    merge: { put: [{ ...one, phrasings: [...one.phrasings, ...other.phrasings] }], remove: [other.id] },
    synonyms: { synonyms: [{ locale: 'ru', words: one.question.split(' ').slice(0, 2) }] },
  }
  for (const [what, change] of Object.entries(changes)) {
    const before = process.cpuUsage()
    const delay = monitorEventLoopDelay({ resolution: 5 })
    delay.enable()
    const started = performance.now()
    const replay = await matcher.replay('bench', questions, change)
    const ms = Math.round(performance.now() - started)
    delay.disable()
    const { user, system } = process.cpuUsage(before)
    rows.push({
      library: size,
      questions: questions.length,
      change: what,
      ms,
      cpuMs: Math.round((user + system) / 1000),
      changed: replay?.changed.length ?? 0,
      loopMs: Math.round(delay.max / 1e6),
    })
  }
  await close()
}
if (values.json) console.log(JSON.stringify({ seed, rows }, null, 2))
else console.table(rows)

/** Different questions: words of a phrasing with some of another's, as people ask about two things at once or in other words. */
function asked(entries: readonly SearchEntry[], count: number): PastQuestion[] {
  const random = seededRandom(seed + 1)
  const any = () => entries[Math.floor(random() * entries.length)] as SearchEntry
  const texts = new Set<string>()
  while (texts.size < count) {
    const phrasings = any().phrasings
    const own = (phrasings[Math.floor(random() * phrasings.length)]?.text ?? '').split(' ')
    const more = any()
      .question.split(' ')
      .slice(0, Math.floor(random() * 3))
    texts.add([...own.filter(() => random() < 0.7), ...more].join(' '))
  }
  return [...texts].map((text) => ({ text, locale: 'ru', count: 1 }))
}
