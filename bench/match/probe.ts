import { readDataSet, attach } from './data-set.ts'
import { AnswerIndex } from '../../kb/matching/ranking/answer-index.ts'
import { Ranker } from '../../kb/matching/ranking/rank.ts'
import { queryVector } from '../../kb/matching/ranking/query-vector.ts'
import { FEATURES, FEATURE_COUNT } from '../../kb/matching/ranking/features.ts'
import { tokenise } from '../../kb/matching/text/tokenise.ts'

const base = '/work/shared/relevance/'
const plan: [string, number[]][] = [['banking77', [0, 5, 25]], ['hint3_curekart', [0, 5, 25]], ['stackfaq', [0, 3]], ['rutube_ru_dev', [0, 25]], ['bitext', [0, 3]]]
for (const [name, ks] of plan) {
  const set = readDataSet(base + name)
  for (const k of ks) {
    const { phrasings, rest } = attach(set, k, 1)
    const t = performance.now()
    const index = new AnswerIndex()
    index.put(set.answers.map((a) => ({ id: a.id, site: 's', locale: set.locale, audience: 'public' as const, question: a.title, body: a.body, category: '', products: [], phrasings: phrasings.get(a.id)!.map((text, i) => ({ id: String(i), text })) })))
    const build = performance.now() - t
    const ranker = new Ranker(index)
    // development: promoted questions that were not attached, else the test split's in-scope
    const dev = (rest.length > 400 ? rest.slice(0, 1500) : set.test.filter((q) => q.kind === 'in'))
    const hits = new Float64Array(FEATURE_COUNT + 1)
    const weights = new Float64Array(FEATURE_COUNT).fill(1)
    weights[6] = 0.3; weights[7] = 0.3; weights[11] = 0.3
    const q0 = performance.now()
    for (const q of dev) {
      const v = queryVector(index, tokenise(q.text).map((word) => ({ word, alternatives: [{ word, weight: 1 }] })), () => [])
      const ranked = ranker.rank(v, () => true, weights)
      if (ranked[0] && index.answers[ranked[0].number]!.entry.id === q.answer) hits[FEATURE_COUNT]!++
      for (let f = 0; f < FEATURE_COUNT; f++) {
        let best = -1, at = -1
        for (const r of ranked) if (r.features[f]! > best) { best = r.features[f]!; at = r.number }
        if (at >= 0 && index.answers[at]!.entry.id === q.answer) hits[f]!++
      }
    }
    console.log(name, k, 'dev', dev.length, 'build', build.toFixed(0), 'q', ((performance.now() - q0) / dev.length).toFixed(2), 'SUM', (hits[FEATURE_COUNT]! / dev.length * 100).toFixed(1), FEATURES.map((f, i) => `${f} ${(hits[i]! / dev.length * 100).toFixed(0)}`).join(' '))
  }
}
