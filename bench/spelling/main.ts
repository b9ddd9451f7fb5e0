import { nspellSpeller } from '../../kb/spelling/nspell/nspell-speller.ts'
import { openSpelling } from '../../kb/spelling/open-spelling.ts'
import type { Script } from '../../kb/spelling/speller.ts'
import { sqlWordStore } from '../../kb/spelling/sql-word-store.ts'
import { WHOLE_MISTAKES } from '../../kb/spelling/suggestions/whole-mistakes.ts'
import { libraryMigrations } from '../../kb/storage/migrations.ts'
import { migrate, openDatabase } from '../../kb/storage/open-database.ts'
import { silent } from '../../kb/log.ts'
import { COMMON_MISTAKES } from './common-mistakes.ts'
import { JUNK, JUNK_WORDS } from './junk.ts'

/** How often the word that was meant is offered first, and how long that and any junk takes. */
const WANTED = 0.9
const MEDIAN_MS = 50
const JUNK_MS = 1_000
const speller = nspellSpeller(silent)
if (!(await speller.ready(60_000))) throw new Error('the speller did not start')
let good = true

const timed = async <T>(what: () => Promise<T>): Promise<[T, ms: number]> => {
  const before = performance.now()
  const result = await what()
  return [result, performance.now() - before]
}
const offeredFor = async (word: string, script: Script) => (await speller.unknown([{ word, script }]))?.get(word) ?? []
const same = (one: string, other: string) => one.replaceAll('ё', 'е') === other.replaceAll('ё', 'е')

for (const script of ['ru', 'en'] as const) {
  const mistakes = COMMON_MISTAKES[script]
  const times: number[] = []
  const missed: string[] = []
  let byTable = 0
  for (const [word, meant] of mistakes) {
    const [offered, ms] = await timed(() => offeredFor(word, script))
    times.push(ms)
    if (!same(offered[0] ?? '', meant)) missed.push(`${word} → ${offered[0] ?? 'nothing'} (${meant})`)
    else if (WHOLE_MISTAKES[script].has(word)) byTable++
  }
  const first = (mistakes.length - missed.length) / mistakes.length
  const ranked = (mistakes.length - missed.length - byTable) / (mistakes.length - byTable)
  times.sort((one, other) => one - other)
  const ms = (share: number) => Math.round(times[Math.floor((times.length - 1) * share)] ?? 0)
  console.log(
    `${script}: ${mistakes.length} mistakes, ${Math.round(first * 100)} % first (${Math.round(ranked * 100)} % of those no table holds); median ${ms(0.5)} ms, 95 % within ${ms(0.95)} ms, slowest ${ms(1)} ms`,
  )
  console.log(`    missed: ${missed.join(', ')}`)
  good &&= first >= WANTED && ms(0.5) <= MEDIAN_MS
}

const database = await openDatabase({ dataDir: '', inMemory: true })
await migrate(database, libraryMigrations)
const spelling = await openSpelling({ speller, words: sqlWordStore(database), productWords: () => new Map() })
const slowest: [what: string, ms: number][] = []
for (const [word, script] of JUNK_WORDS)
  slowest.push([word.slice(0, 30), (await timed(() => offeredFor(word, script)))[1]])
for (const [what, text] of JUNK) slowest.push([what, (await timed(() => spelling.check(text, '')))[1]])
slowest.sort(([, one], [, other]) => other - one)
console.log(
  `junk: ${slowest.length} kinds, slowest ${slowest
    .slice(0, 4)
    .map(([what, ms]) => `${Math.round(ms)} ms (${what})`)
    .join(', ')}`,
)
good &&= slowest.every(([, ms]) => ms <= JUNK_MS)
await speller.close()
await database.close()
process.exitCode = good ? 0 : 1
