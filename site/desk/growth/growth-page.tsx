import { useEffect, useRef } from 'preact/hooks'
import { segments } from '../routing.ts'
import { t } from '../texts.ts'
import { GapsPart } from './gaps-part.tsx'
import { LearntPart } from './learnt-part.tsx'
import { NumbersPart } from './numbers-part.tsx'
import { SynonymsPart } from './synonyms-part.tsx'
import { ThresholdsPart } from './thresholds-part.tsx'
import { TryPart } from './try-part.tsx'
import { WordsPart } from './words-part.tsx'

const PARTS = {
  gaps: GapsPart,
  numbers: NumbersPart,
  try: TryPart,
  thresholds: ThresholdsPart,
  synonyms: SynonymsPart,
  learnt: LearntPart,
  words: WordsPart,
} as const
type Part = keyof typeof PARTS
const isPart = (name: string | undefined): name is Part => name !== undefined && name in PARTS

/** `/desk/growth/<part>`: what to write next, how visits end, and how the matcher thinks. */
export function GrowthPage() {
  const part = isPart(segments.value[1]) ? segments.value[1] : 'gaps'
  const Shown = PARTS[part]
  const tabs = useRef<HTMLElement>(null)
  // On a phone the tabs are wider than the screen: the open one is brought to where it can be seen.
  useEffect(
    () => tabs.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' }),
    [part],
  )
  return (
    <div class="page">
      <header class="page-head">
        <h1>{t('nav.growth')}</h1>
      </header>
      <nav class="tabs" ref={tabs} aria-label={t('nav.growth')}>
        {(Object.keys(PARTS) as Part[]).map((each) => (
          <a key={each} href={`/desk/growth/${each}`} aria-current={each === part ? 'page' : undefined}>
            {t(`growth.${each}`)}
          </a>
        ))}
      </nav>
      <Shown />
    </div>
  )
}
