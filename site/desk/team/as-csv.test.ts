// @vitest-environment happy-dom
import { WORK_FIGURES, type WorkFigure, type WorkFigures, type WorkReport } from '#protocol'
import { describe, expect, it } from 'vitest'
import { chooseLanguage } from '../texts.ts'
import { asCsv } from './as-csv.ts'

const counts = Object.fromEntries(WORK_FIGURES.map((figure) => [figure, 0])) as Record<WorkFigure, number>
const none = { medianMs: null, p90Ms: null, aimed: 0 }
const nothing: WorkFigures = { counts, firstResponse: none, reply: none, meanStars: null, availableMs: null }
const now: WorkFigures = {
  counts: { ...counts, taken: 12 },
  firstResponse: { medianMs: 61_000, p90Ms: 300_000, aimed: 12 },
  reply: none,
  meanStars: 4.5,
  availableMs: 5_400_000,
}
const reportOf = (...names: string[]): WorkReport => ({
  ...{ from: '2026-11-01', until: '2026-11-28', before: { from: '2026-10-04', until: '2026-10-31' }, hasGroups: false },
  rows: names.map((name) => ({ key: name, name, now, before: nothing })),
  total: { now, before: nothing },
})
const linesOf = (report: WorkReport) => asCsv(report, 'operator').replace('\ufeff', '').trim().split('\r\n')

describe('figures as CSV', () => {
  it('has a line for each row, one for all, and each figure beside the one before', () => {
    chooseLanguage('en')
    const [head = '', olga = '', all = ''] = linesOf(reportOf('Olga'))
    const fields = (line: string) => line.match(/"(?:[^"]|"")*"|[^,]+|(?<=,)(?=,|$)/g) ?? []
    expect(fields(head)).toHaveLength(1 + 2 * (WORK_FIGURES.length + 6))
    expect(olga.split(',')).toHaveLength(fields(head).length)
    expect(fields(head).slice(0, 3)).toEqual(['operator', 'Taken', '"Taken, before"'])
    expect(all).toContain('All together,12,0')
  })
  it('is written as spreadsheets of the language read it', () => {
    chooseLanguage('ru')
    const [, olga = ''] = linesOf(reportOf('Ольга'))
    expect(olga).toContain('Ольга;12;0;')
    expect(olga).toContain(';61;;300;;')
    expect(olga).toContain(';4,5;;1,5;')
  })
  it('gives no name to a spreadsheet as a formula, and keeps quotes and separators whole', () => {
    chooseLanguage('en')
    const lines = linesOf(reportOf('=HYPERLINK("http://evil.example","x")', '@sum', 'Olga, "the best"'))
    expect(lines[1]).toMatch(/^"'=HYPERLINK\(""http/)
    expect(lines[2]).toMatch(/^'@sum,/)
    expect(lines[3]).toMatch(/^"Olga, ""the best""",/)
  })
})
