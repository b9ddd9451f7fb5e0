import { describe, expect, it } from 'vitest'
import { mentionedIn } from './mentions.ts'

const people = [
  { name: 'Анна', of: 'anna' },
  { name: 'Анна Речная', of: 'anna2' },
  { name: 'Kim', of: 'kim' },
  { name: 'kim', of: 'kim2' },
  { name: '', of: 'nobody' },
]
const called = (text: string) => [...mentionedIn(text, people)].sort()

describe('who is called in a note', () => {
  it('is named whole after an @, whatever the case', () => {
    expect(called('@анна, посмотри')).toEqual(['anna'])
    expect(called('(@АННА)')).toEqual(['anna'])
    expect(called('Анна, посмотри')).toEqual([])
  })
  it('is the one with the longer name', () => {
    expect(called('@Анна Речная')).toEqual(['anna2'])
    expect(called('@Анна Речная и @Анна')).toEqual(['anna', 'anna2'])
  })
  it('is everybody of that name', () => expect(called('@Kim?')).toEqual(['kim', 'kim2']))
  it('is nobody by part of a word or of an address', () => {
    expect(called('@Аннабель, mail@kim.example')).toEqual([])
    expect(called('@ @')).toEqual([])
  })
})
