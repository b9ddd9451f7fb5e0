import { describe, expect, it } from 'vitest'
import { attach, readDataSet } from './data-set.ts'
import { measures } from './measures.ts'
import { measurePeers } from './peers.ts'
import { report } from './report.ts'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const FIELDS =
  `set k engine hit1 hit3 mrr10 typo_hit1 auroc oos_escalated_at_95 oos_escalated_at_80 one_share one_right three_share
 three_contains escalated_in oos_one oos_three oos_escalated calibration_error p50_ms p99_ms build_s memory_mb`.split(
    /\s+/,
  )

const asked = (place: number, kind: 'in' | 'far' = 'in') => ({
  kind,
  place,
  confidence: 0.8,
  fit: 0.9,
  verdict: 'answer' as const,
  ms: 2,
})
const run = (seed: number, places: number[]) => ({
  set: 's',
  k: 3,
  engine: 'embedded',
  seed,
  typo_hit1: null,
  build_s: 1,
  memory_mb: 2,
  thresholds: { answer: 0.6, suggest: 0.4, source: 'default' as const },
  ...measures([...places.map((place) => asked(place)), asked(-1, 'far')]),
})

describe('the JSON of bench:match', () => {
  it('holds what the issue names and nothing else, one object per set, k and engine, as means over the seeds', () => {
    const [one, ...more] = report([run(1, [0, 0]), run(2, [0, 1])])
    expect(more).toEqual([])
    expect(Object.keys(one!)).toEqual(FIELDS)
    expect(one).toMatchObject({ hit1: 0.75, hit3: 1, typo_hit1: null, oos_one: { far: 1 }, p50_ms: 2 })
  })

  it('gives peers the same fields, null where they decide nothing', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bench-set-'))
    writeFileSync(
      join(folder, 'answers.tsv'),
      'id\ttitle\tbody\na\tdelivery cost\tby courier\nb\treturn an item\twithin a month\n',
    )
    writeFileSync(
      join(folder, 'queries.tsv'),
      'query\tanswer_id\tsplit\tkind\tflags\nprice of delivery\ta\tpromote\tin\t\nhow much is delivery\ta\ttest\tin\t\nbake a cake\tOOS\ttest\tfar\t\n',
    )
    const set = readDataSet(folder)
    rmSync(folder, { recursive: true })
    expect(attach(set, 1, 1).phrasings.get('a')).toEqual(['price of delivery'])
    const peers = report(measurePeers(set, 1, { seed: 1, typo: false }))
    expect(peers.map(({ engine }) => engine)).toContain('minisearch')
    for (const peer of peers) {
      expect(Object.keys(peer)).toEqual(FIELDS)
      expect(peer).toMatchObject({ hit1: 1, one_share: null })
    }
  })
})
