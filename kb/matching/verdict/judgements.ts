import type { ThresholdPreview, Thresholds } from '../matcher.ts'
import type { FoundBy } from '../ranking/weights.ts'
import { calibrate, type CrossFitted, thresholdsFrom } from './calibrate.ts'
import { type Calibration, UNCALIBRATED } from './confidence.ts'
import { previewThresholds } from './preview.ts'

/** What a study found of one site: how sure to be, and from where on to show it. */
interface Judgement {
  calibration: Calibration
  thresholds: Thresholds
}
/** Questions asked by words alone are judged apart from those asked by meaning too. */
export type Judgements = Record<FoundBy, Judgement | null>

type Cases = Record<FoundBy, readonly CrossFitted[] | null>

/** What the last study says of each site, and the questions it says it by. */
export class SiteJudgements {
  private cases: Cases = { words: null, both: null }
  private sites = new Map<string, Judgements>()

  /** Takes a fresh study's questions in; gives what they say of each site. */
  study(cases: Cases): ReadonlyMap<string, Judgements> {
    this.cases = cases
    const bySite = { words: judged(cases.words, 'words'), both: judged(cases.both, 'both') }
    this.sites = new Map(
      [...bySite.words.keys()].map((site) => [
        site,
        { words: bySite.words.get(site) ?? null, both: bySite.both.get(site) ?? null },
      ]),
    )
    return this.sites
  }

  /** Goes on from the last study of an earlier process until the first one of this is through. */
  goOnFrom(site: string, judgements: Judgements): void {
    if (!this.cases.words) this.sites.set(site, judgements)
  }

  /** What is to be handed on to whoever judges elsewhere. */
  of(site: string): Judgements | null {
    return this.sites.get(site) ?? null
  }

  calibration(site: string, by: FoundBy): Calibration {
    return this.sites.get(site)?.[by]?.calibration ?? UNCALIBRATED
  }

  /** Null until the library says something of its own. */
  thresholds(site: string, by: FoundBy): Thresholds | null {
    const thresholds = this.sites.get(site)?.[by]?.thresholds
    return thresholds?.source === 'library' ? thresholds : null
  }

  preview(site: string, by: FoundBy, now: Thresholds, then: Pick<Thresholds, 'answer' | 'suggest'>): ThresholdPreview {
    const own = (this.cases[by] ?? []).filter((one) => one.site === site)
    return previewThresholds(own, this.calibration(site, by), now, then, by)
  }

  /** Questions the judgements by words stand on. */
  get calibratedOn(): number {
    return this.cases.words?.length ?? 0
  }
}

function judged(cases: readonly CrossFitted[] | null, by: FoundBy): Map<string, Judgement> {
  return new Map(
    [...Map.groupBy(cases ?? [], ({ site }) => site)].map(([site, own]) => {
      const calibration = calibrate(own)
      return [site, { calibration, thresholds: thresholdsFrom(own, calibration, by) }]
    }),
  )
}
