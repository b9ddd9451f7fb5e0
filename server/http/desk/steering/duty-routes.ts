import type { DeskPerson } from '../../../auth/people.ts'
import type { Live } from '../../../realtime/live.ts'
import { found, route, router } from '../../route.ts'
import { Nothing, PersonParams } from '../../schemas/common.ts'
import { DutyBody } from '../../schemas/steering/duty.ts'

interface Parts {
  live: Pick<Live, 'setAway' | 'setOperator'>
  people: { list(site: string): Promise<DeskPerson[]> }
}

/** A lead steers who takes what, while the shop is open. */
export function dutyRoutes({ live, people }: Parts) {
  const app = router()
  route(app, {
    method: 'patch',
    path: '/desk/people/{id}/duty',
    summary: 'Set somebody away, or change how many conversations they take and of which groups they are',
    who: 'lead',
    params: PersonParams,
    body: DutyBody,
    answer: Nothing,
    audit: 'duty_changed',
    audited: ({ body: { away = false, capacity = null, skills } }) => ({
      detail: { away, capacity, skills: skills?.join(', ') ?? null },
    }),
    handle: async ({ params: { id }, body: { away, capacity, skills } }, { person, site }) => {
      const { name } = found((await people.list(site)).find((one) => one.id === id && !one.disabled))
      if (capacity !== undefined || skills !== undefined)
        await live.setOperator(id, {
          name,
          ...(capacity === undefined ? {} : { capacity }),
          ...(skills === undefined ? {} : { skills }),
        })
      if (away) await live.setAway(id, person.id)
      return {}
    },
  })
  return app
}
