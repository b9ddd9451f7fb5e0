/**
 * Measures the product's own matcher:
 *   npm run bench:match -- --data DIR [--data DIR …] --k 0,1,3,5,10,25,all [--typo] [--engine embedded|meilisearch] [--model DIR] [--seed N] [--seeds N] [--peers] [--json [--detail]]
 *   npm run bench:match -- --size 77,1000,10000,100000 [--model DIR] [--json]
 *   npm run bench:match -- --typing [--json]
 */
import { parseArgs } from 'node:util'
import { readDataSet } from './data-set.ts'
import { measurePeers } from './peers.ts'
import { measureSet } from './measure-set.ts'
import { measureSize } from './measure-size.ts'
import { measureTyping } from './measure-typing.ts'
import { printSets, printSizes, printTyping } from './print.ts'
import { report } from './report.ts'

const { values } = parseArgs({
  options: {
    data: { type: 'string', multiple: true, default: [] },
    k: { type: 'string', default: '0,1,3,5,10,25' },
    size: { type: 'string' },
    seed: { type: 'string', default: '1' },
    seeds: { type: 'string', default: '1' },
    engine: { type: 'string', default: 'embedded' },
    typo: { type: 'boolean', default: false },
    typing: { type: 'boolean', default: false },
    peers: { type: 'boolean', default: false },
    model: { type: 'string' },
    json: { type: 'boolean', default: false },
    detail: { type: 'boolean', default: false },
  },
})

const engine = values.engine === 'meilisearch' ? 'meilisearch' : 'embedded'
const seed = Number(values.seed)
if (values.typing) {
  const typing = await measureTyping()
  process.stdout.write(values.json ? `${JSON.stringify(typing, null, 2)}\n` : printTyping(typing))
} else if (values.size) {
  const sizes = []
  for (const size of values.size.split(',').map(Number)) sizes.push(await measureSize(size, engine, seed, values.model))
  process.stdout.write(values.json ? `${JSON.stringify(sizes, null, 2)}\n` : printSizes(sizes))
} else if (values.data.length === 0) {
  process.stderr.write(
    'bench:match needs --data DIR (a folder with answers.tsv and queries.tsv), --size N,… or --typing\n',
  )
  process.exitCode = 2
} else {
  const runs = []
  for (const folder of values.data) {
    const set = readDataSet(folder)
    for (const part of values.k.split(',')) {
      const k = part === 'all' ? Number.POSITIVE_INFINITY : Number(part)
      for (let i = 0; i < Number(values.seeds); i++) {
        runs.push(await measureSet(set, k, { engine, seed: seed + i, typo: values.typo, modelDir: values.model }))
        if (values.peers) runs.push(...measurePeers(set, k, { seed: seed + i, typo: values.typo }))
      }
    }
  }
  process.stdout.write(
    values.json ? `${JSON.stringify(values.detail ? runs : report(runs), null, 2)}\n` : printSets(runs),
  )
}
