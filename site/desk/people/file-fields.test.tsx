// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { useSignal } from '@preact/signals'
import { afterEach, describe, expect, it } from 'vitest'
import { type FileRules, USUAL_FILES } from '#shared'
import { language } from '../texts.ts'
import { FileFields } from './file-fields.tsx'

afterEach(cleanup)

function shown(rules: FileRules, problems = {}) {
  language.value = 'en'
  let now = rules
  function Page() {
    const kept = useSignal(rules)
    return (
      <FileFields
        rules={kept.value}
        problems={problems}
        onChange={(next) => {
          now = kept.value = next
        }}
      />
    )
  }
  render(<Page />)
  return () => now
}

afterEach(cleanup)

describe('the rules of files', () => {
  it('take a kind out and in again, in one order', () => {
    const now = shown(USUAL_FILES)
    fireEvent.click(screen.getByLabelText('Pictures'))
    expect(now().kinds).toEqual(['pdf', 'text', 'office', 'video'])
    fireEvent.click(screen.getByLabelText('Pictures'))
    expect(now().kinds).toEqual(USUAL_FILES.kinds)
  })
  it('bound one file, a conversation and a visitor’s day', () => {
    const now = shown(USUAL_FILES, { 'files.dayMb': 'Too much' })
    fireEvent.input(screen.getByLabelText('One file, MB'), { target: { value: '7' } })
    fireEvent.input(screen.getByLabelText('One conversation, MB'), { target: { value: '70' } })
    fireEvent.input(screen.getByLabelText('One visitor in 24 hours, MB'), { target: { value: '50' } })
    expect(now()).toEqual({ ...USUAL_FILES, fileMb: 7, conversationMb: 70, dayMb: 50 })
    expect(screen.getByText('Too much')).toBeTruthy()
  })
  it('say that without any kind no files are taken', () => {
    shown({ ...USUAL_FILES, kinds: [] })
    expect(screen.queryByLabelText('One file, MB')).toBeNull()
    expect(screen.getByText(/No files are taken/)).toBeTruthy()
  })
})
