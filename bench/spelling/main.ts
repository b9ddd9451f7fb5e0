import { nspellSpeller } from '../../kb/spelling/nspell-speller.ts'
import { silent } from '../../kb/log.ts'
import { COMMON_MISTAKES } from './common-mistakes.ts'
import { WHOLE_MISTAKES } from '../../kb/spelling/whole-mistakes.ts'

/** How often the word that was meant is offered first, and how long that takes. */
const WANTED = 0.9
const speller = nspellSpeller(silent)
if (!(await speller.ready(60_000))) throw new Error('the speller did not start')

const same = (one: string, other: string) => one.replaceAll('ё', 'е') === other.replaceAll('ё', 'е')
let good = true
for (const script of ['ru', 'en'] as const) {
  const mistakes = COMMON_MISTAKES[script]
  const times: number[] = []
  const missed: string[] = []
  let byTable = 0
  for (const [word, meant] of mistakes) {
    const before = performance.now()
    const offered = (await speller.unknown([{ word, script }]))?.get(word) ?? []
    times.push(performance.now() - before)
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
  good &&= first >= WANTED
}
await speller.close()
process.exitCode = good ? 0 : 1
