import { describe, expect, it } from 'vitest'
import { aboutSeveralSites } from './several-sites.ts'

describe('what is said of several sites', () => {
  it('is nothing where there is one', () => {
    expect(aboutSeveralSites(['tropa'])).toBeNull()
    expect(aboutSeveralSites([])).toBeNull()
  })
  it('names the one that is administered, and the others', () => {
    expect(aboutSeveralSites(['tropa', 'second', 'third'])).toMatch(/those of “tropa”\. Widgets of “second”, “third”/)
  })
})
