import { parseArgs } from 'node:util'
import { runPostgres } from './postgres.ts'
import { runSqlite } from './sqlite.ts'

/**
 * npm run bench:chat -- [--postgres] [--json] [--short] [--pairs 5] [--seconds 4]
 * The product beside what promises nothing, in the same run, interleaved, medians of pairs. `--short`: one pair of two seconds.
 */
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    postgres: { type: 'boolean', default: false },
    short: { type: 'boolean', default: false },
    pairs: { type: 'string' },
    seconds: { type: 'string' },
  },
})
const result = await (values.postgres ? runPostgres : runSqlite)({
  pairs: Number(values.pairs ?? (values.short ? 1 : 5)),
  seconds: Number(values.seconds ?? (values.short ? 2 : 4)),
  say: (text) => values.json || process.stderr.write(`${text}\n`),
})
process.stdout.write(`${JSON.stringify(result, null, values.json ? 0 : 2)}\n`)
