import { describe, expect, it } from 'vitest'
import { repairedText } from './results.tsx'

describe('repairedText', () => {
  it('tells what was understood', () => {
    expect(
      repairedText(
        {
          repaired: [{ from: 'ljcnfdrf', to: 'доставка' }].map((one) => ({ ...one, kind: 'layout' })),
          searched: 'доставка',
        },
        'ljcnfdrf',
      ),
    ).toBe('доставка')
    expect(
      repairedText(
        { repaired: [{ from: 'delivry', to: 'delivery', kind: 'spelling' }], searched: 'how much is delivry' },
        'how much is delivry',
      ),
    ).toBe('how much is delivery')
  })
  it('says nothing where only letters were made equal', () => {
    expect(repairedText({ repaired: [], searched: 'доставка' }, 'доставка')).toBeNull()
    expect(
      repairedText({ repaired: [{ from: 'еще', to: 'ещё', kind: 'spelling' }], searched: 'ещё' }, 'Еще?'),
    ).toBeNull()
  })
})
