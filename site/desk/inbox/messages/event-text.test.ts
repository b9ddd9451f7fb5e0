// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { aDetail, aMessage } from '../../testing/a-conversation.ts'
import { chooseLanguage } from '../../texts.ts'
import { eventText } from './event-text.ts'

describe('what came with a letter and was not kept', () => {
  it('is named with its size and the reason, or with its size alone where the reason is not known here', () => {
    chooseLanguage('en')
    const files = [
      { name: 'hike.mov', size: 62_000_000, code: 'file_too_large' },
      { name: 'setup.exe', size: 4_000, code: 'file_kind_refused' },
      { name: 'old.pdf', size: 2_000 },
    ]
    const event = { code: 'letter_files', values: { files: JSON.stringify(files) } }
    const said = eventText({ ...aMessage(), kind: 'note', author: 'system', event }, aDetail())
    expect(said.replaceAll('\u00a0', ' ')).toContain(
      'hike.mov (62 MB, too large), setup.exe (4 kB, not a kind you take), old.pdf (2 kB)',
    )
  })
})
